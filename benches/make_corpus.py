#!/usr/bin/env python3
"""Makes a large corpus of plans by writing the same ones again under other names.

    python3 benches/make_corpus.py FROM TO [MEGABYTES]

FROM is a folder of UTF-8 plans (../shared/seeds, or raw); TO must not exist. MEGABYTES counts UTF-8 text, 100 unless told.
"""
import pathlib, sys


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    wanted = float(sys.argv[3] if len(sys.argv) > 3 else 100) * 1e6
    plans = [(path.stem, path.read_bytes()) for path in sorted(source.glob("*.txt"))]
    target.mkdir(parents=True)
    written = number = 0
    while written < wanted:
        name, data = plans[number % len(plans)]
        folder = target / f"{number // 1000:03d}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:06d}_{name}.txt").write_bytes(data)
        written += len(data)
        number += 1
    print(f"{number} files, {written / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
