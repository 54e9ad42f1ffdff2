#!/usr/bin/env python3
"""Measures whole commands, each in turn, so that a busy machine is unfair to none of them.

usage: measure.py RUNS NAME COMMAND [NAME COMMAND ...]

A command is run by `sh`. Prints a row of a Markdown table for each: the median of the processor seconds (user and system,
all its processes), of the seconds on the clock, and of the memory of its largest process.
"""
import os
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.monotonic()
    process = subprocess.Popen(["sh", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}\nended with {process.returncode}: {said.decode(errors='replace')[-500:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def main():
    runs = int(sys.argv[1])
    pairs = list(zip(sys.argv[2::2], sys.argv[3::2]))
    for _, command in pairs:
        if runs > 1:
            run(command)
    measured = [[run(command) for _, command in pairs] for _ in range(runs)]
    for (name, _), samples in zip(pairs, zip(*measured)):
        cpu, clock, memory = (statistics.median(values) for values in zip(*samples))
        print(f"| {name} | {seconds(cpu)} | {seconds(clock)} | {memory:.0f} MB |", flush=True)


main()
