#!/usr/bin/env python3
"""Tries what a night before the deadline asks of a batch: its memory does not grow with the number of reports, its files
are those of single builds, and killing it at any moment leaves whole files only.

usage: batch.py ASSEMBLE [REPORTS] [KILLS]      (1000 reports, 200 kills; Linux)

Ends with 0 if all of it holds.
"""
import hashlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zipfile

import report


# Names in scripts that the program has no face for (Georgian, Armenian, Hiragana): fonts of the system must have them.
FOREIGN = ["\u10e1\u10d0\u10ee\u10da\u10d8", "\u0533\u0580\u0561\u0576", "\u3072\u3089\u304c\u306a"]

# What the program holds is measured, not what its allocator has not yet given back.
ENVIRONMENT = {**os.environ, "MIMALLOC_PURGE_DELAY": "0"}


def start(assemble, folder, *arguments):
    command = [assemble, *arguments, "--pdf", "--quiet"]
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peak(process):
    """Waits for the end; gives the largest memory in megabytes."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{process.args} ended with {process.returncode}")
    return used.ru_maxrss / 1024


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def make(folder, count):
    folder.mkdir()
    for number in range(count):
        made = report.report(8, f"Example Housing Network {number + 1} {FOREIGN[number % len(FOREIGN)]}")
        (folder / f"b{number:04}.yaml").write_text(report.to_yaml(made), encoding="utf-8")


def memory_and_bytes(assemble, work, count):
    make(work / "many", count)
    make(work / "few", count // 100)
    few = peak(start(assemble, work, "few", "--out-dir", "out-few"))
    many = peak(start(assemble, work, "many", "--out-dir", "out-many"))
    print(f"peak memory: {few:.1f} MB for {count // 100} reports, {many:.1f} MB for {count}: {many / few:.2f} times")
    assert many / few <= 1.2
    for path in sorted((work / "many").iterdir()):
        peak(start(assemble, work, f"many/{path.name}", "--out-dir", "out-single"))
    assert hashes(work / "out-many") == hashes(work / "out-single")
    print(f"the {2 * count} files are those of single builds")


def is_whole(path):
    if path.suffix == ".docx":
        return zipfile.ZipFile(path).testzip() is None
    return path.suffix != ".pdf" or path.read_bytes().rstrip().endswith(b"%%EOF")


def kills(assemble, work, rounds):
    make(work / "killed", 60)
    out = work / "killed" / "out"
    began = time.monotonic()
    peak(start(assemble, work / "killed", ".", "--out-dir", "out"))
    whole_run = time.monotonic() - began
    wanted, chance, unfinished = hashes(out), random.Random(1), 0
    for _ in range(rounds):
        process = start(assemble, work / "killed", ".", "--out-dir", "out")
        time.sleep(chance.uniform(0, whole_run))
        unfinished += process.poll() is None
        process.kill()
        process.wait()
        assert all(is_whole(path) for path in out.iterdir())
    peak(start(assemble, work / "killed", ".", "--out-dir", "out"))
    assert hashes(out) == wanted, "the next run left something or changed something"
    print(f"killed {rounds} times, {unfinished} of them at work: no torn file, nothing left after the next run")


def main():
    assemble = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        memory_and_bytes(assemble, work, count)
        kills(assemble, work, rounds)


if __name__ == "__main__":
    main()
