#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cutter_properties::order(data));
