"""Opens every table of an output with pyarrow, DuckDB and polars, and checks the promises about types.

    python .ci/readers.py OUTPUT
"""
import pathlib, sys

import duckdb, polars, pyarrow.parquet

PLAIN = {"large_string", "int32", "int64", "double", "bool", "date32[day]"}

folder = pathlib.Path(sys.argv[1])
tables = sorted(folder.glob("*.parquet"))
assert tables, f"no tables in {folder}"
for table in tables:
    file = pyarrow.parquet.ParquetFile(table)
    rows = file.metadata.num_rows
    types = {str(field.type) for field in file.schema_arrow}
    assert types <= PLAIN, f"{table.name}: {types - PLAIN}"
    meta = file.metadata.metadata
    assert all(key in meta for key in (b"guihua.version", b"guihua.contract", b"guihua.rules")), f"{table.name}: {list(meta)}"
    groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
    assert all(g.column(c).compression == "ZSTD" for g in groups for c in range(g.num_columns)), table.name
    assert duckdb.sql(f"select count(*) from '{table}'").limit(1).fetchall()[0][0] == rows, table.name
    assert polars.read_parquet(table).height == rows == file.read().num_rows, table.name
    print(f"{table.name:22s} {rows:7d} rows, {len(file.schema_arrow):2d} columns")
