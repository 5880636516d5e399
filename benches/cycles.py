#!/usr/bin/env python3
"""What a byte of text costs, in cycles as cachegrind models them: the same figure on a busy machine as on a quiet one.

    python3 benches/cycles.py BINARY PLANS [FUNCTIONS]

PLANS is a folder of UTF-8 plans (../shared/seeds, or raw). They are read once and four times; the difference leaves start-up out.
A cycle is four instructions; a miss of the first cache costs 14 (8 for code), of the second 40 (10 for writing), a branch that is
mispredicted 14. Prints the whole and the FUNCTIONS (40 unless told) that cost most, each with its events per 1,000 bytes. Needs valgrind.
"""
import collections, pathlib, shutil, subprocess, sys, tempfile

COST = {"Ir": 0.25, "D1mr": 14, "I1mr": 8, "DLmr": 40, "DLmw": 10, "Bcm": 14, "Bim": 14}
MODEL = ["--branch-sim=yes", "--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,8,64"]


def events(binary, plans, times, folder):
    """The events of each function while the plans are read so many times, and the bytes read."""
    corpus = folder / str(times)
    corpus.mkdir()
    for n in range(times):
        for plan in plans:
            shutil.copy(plan, corpus / f"{n}_{plan.name}")
    out = folder / f"{times}.out"
    run = [binary, "run", corpus, "-o", folder / "output", "-j", "1", "--quiet"]
    subprocess.run(["valgrind", "--tool=cachegrind", *MODEL, f"--cachegrind-out-file={out}", *run], check=True, capture_output=True)
    found, names, function = collections.defaultdict(collections.Counter), [], ""
    for line in out.read_text(errors="replace").splitlines():
        if line.startswith("events:"):
            names = line.split()[1:]
        elif line.startswith("fn="):
            function = line[3:]
        elif line[:1].isdigit():
            found[function].update(dict(zip(names, map(int, line.split()[1:]))))
    return found, times * sum(plan.stat().st_size for plan in plans)


def main():
    binary, plans = pathlib.Path(sys.argv[1]).resolve(), sorted(pathlib.Path(sys.argv[2]).glob("*.txt"))
    shown = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    with tempfile.TemporaryDirectory() as folder:
        once, few = events(binary, plans, 1, pathlib.Path(folder))
        often, many = events(binary, plans, 4, pathlib.Path(folder))
    for function, counts in once.items():
        often[function].subtract(counts)
    cycles = lambda counts: sum(counts[event] * cost for event, cost in COST.items()) / (many - few)
    print(f"{sum(map(cycles, often.values())):.1f} cycles and {sum(c['Ir'] for c in often.values()) / (many - few):.1f} instructions a byte")
    print("cycles", *(f"{event:>8}" for event in COST))
    for function, counts in sorted(often.items(), key=lambda item: -cycles(item[1]))[:shown]:
        print(f"{cycles(counts):6.2f}", *(f"{1000 * counts[event] / (many - few):8.1f}" for event in COST), function[-90:])


if __name__ == "__main__":
    main()
