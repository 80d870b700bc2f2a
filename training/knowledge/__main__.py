"""Make the knowledge pack from its tables: `data/knowledge/pack.db`.

    python -m training.knowledge [--out src/onrecord/data/knowledge]

`tables/` holds what it is made of: a table a file, each row with where it comes from. `factbook.py` makes two of them.
The same tables give the same bytes.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from onrecord.entity import knowledge

TABLES = Path(__file__).with_name("tables")


def main() -> None:
    """Write the pack anew and tell what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/knowledge"), help="the pack's folder")
    path = parser.parse_args().out / "pack.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as pack:
        knowledge.fill(pack, sorted(TABLES.glob("*.tsv")))
        pack.execute("VACUUM")
        types = pack.execute("SELECT type, count(*) FROM known GROUP BY type ORDER BY 2 DESC").fetchall()
        tenures = pack.execute("SELECT count(*) FROM holdings").fetchone()[0]
    print(f"{path}: {', '.join(f'{count} {type_}' for type_, count in types)}; {tenures} tenures")


if __name__ == "__main__":
    main()
