//! Structure operations over rows as the tables hold them.

mod acts;
mod asks;
mod correct;
mod cut_law;
mod days;
mod laws;
mod ledger;
mod legal;
mod past;
mod reading;
mod refusals;
mod suspend;
mod timeline;
mod travels;
mod withdraw;
mod work;
mod world;
