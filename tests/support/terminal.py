"""Runs a command at a terminal of its own and types what is asked for: python3 terminal.py STEPS PROGRAM ARGUMENT…

STEPS is JSON: a list of [what is waited for, what is typed]; {"otp": SECRET} in place of the latter types the one-time code of now, null Ctrl-C.
Prints JSON: the exit code, what the terminal showed, and standard output, which is none of it.
"""
import base64, hashlib, hmac, json, os, pty, select, struct, subprocess, sys, time

steps, command = json.loads(sys.argv[1]), sys.argv[2:]


def one_time_code(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    # Not in the last seconds of a code: it would have ended when it is read.
    if time.time() % 30 > 25:
        time.sleep(6)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000)


terminal, end = pty.openpty()
child = subprocess.Popen(command, stdin=end, stderr=end, stdout=subprocess.PIPE, start_new_session=True, close_fds=True)
os.close(end)
shown, seen, deadline = "", 0, time.time() + 60
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            piece = os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:
            break
        if not piece:
            break
        shown += piece
    elif child.poll() is not None:
        break
    if steps and steps[0][0] in shown[seen:]:
        waited, typed = steps.pop(0)
        seen = shown.index(waited, seen) + len(waited)
        # The question is there before anybody reads the answer without showing it.
        time.sleep(0.3)
        os.write(terminal, b"\x03" if typed is None else ((one_time_code(typed["otp"]) if isinstance(typed, dict) else typed) + "\r").encode())
child.poll() is None and time.time() >= deadline and child.kill()
output = child.stdout.read().decode()
print(json.dumps({"code": child.wait(), "shown": shown, "stdout": output}))
