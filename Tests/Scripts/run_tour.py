"""Runs the commands of Documentation/tour.md, one after another, in a folder.

Usage: run_tour.py HANDFUL FOLDER [--quick]

Commands are the lines of the page's `sh` blocks. With --quick the replacements of the page's last table are made in
them. `make` is a dry run in the package's folder; `handful view` is asked for its page and ended. Prints each command
with the seconds that it took, without --quick also what it prints; ends with an error at the first that fails.
"""
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Documentation" / "tour.md"


def commands(page):
    """The lines of the page's blocks, those that end in a backslash joined with the next."""
    for block in re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S):
        for line in block.replace("\\\n", " ").splitlines():
            command = re.sub(r"\s+#.*$", "", line).strip()
            if command:
                yield command


def replacements(page):
    """The rows of the page's last table: what is replaced by what."""
    table = page[page.rindex("\n\n|"):]
    return re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", table, re.M)


def view(command, folder, shell):
    """Starts the viewer, loads its page, and ends it as Ctrl-C does; gives what it prints."""
    process = subprocess.Popen(
        shell + [f"exec {command} --port 0"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        if not address:
            sys.exit(f"{command}: {line}{process.stdout.read()}")
        with urllib.request.urlopen(address[0], timeout=30) as answer:
            if b"<html" not in answer.read():
                sys.exit(f"{command}: no page")
        return line
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def run(command, folder, program):
    if command.startswith("make "):
        command, folder = command.replace("make ", "make -n ", 1), ROOT
    # Without a function, as `exec` knows none.
    command = re.sub(r"(^|\s)handful\s", lambda match: f"{match[1]}{program} ", command)
    shell = ["bash", "-eo", "pipefail", "-c"]
    if re.search(r" view ", command):
        return view(command, folder, shell)
    result = subprocess.run(
        shell + [command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True)
    if result.returncode:
        sys.exit(f"{command}\nended with {result.returncode}:\n{result.stdout}")
    return result.stdout


def main():
    program, folder = sys.argv[1:3]
    page = PAGE.read_text(encoding="utf-8")
    changes = replacements(page) if "--quick" in sys.argv else []
    used = set()
    for command in commands(page):
        for old, new in changes:
            if old in command:
                used.add(old)
                command = command.replace(old, new)
        start = time.monotonic()
        told = run(command, folder, program)
        print(f"{time.monotonic() - start:6.1f} s  {command}", flush=True)
        if "--quick" not in sys.argv:
            print(told, flush=True)
    unused = [old for old, _ in changes if old not in used]
    if unused:
        sys.exit(f"no command has {unused}")


main()
