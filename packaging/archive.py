"""Packs a folder as a .tar.gz, or as a .zip for Windows. The same files give the same bytes on every system.

Usage: archive.py FOLDER ARCHIVE, with SOURCE_DATE_EPOCH for the time of every file.
"""

import gzip
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path

EPOCH_OF_ZIP = 315532800  # 1980-01-01: a zip knows no time before it


def is_program(path: Path) -> bool:
    return path.name in ("assemble", "assemble.exe")


def pack_tar(folder: Path, files: list[Path], archive: Path, when: int) -> None:
    with open(archive, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for path in files:
                entry = tarfile.TarInfo(path.relative_to(folder.parent).as_posix())
                entry.size = path.stat().st_size
                entry.mode = 0o755 if is_program(path) else 0o644
                entry.mtime = when
                with open(path, "rb") as content:
                    tar.addfile(entry, content)


def pack_zip(folder: Path, files: list[Path], archive: Path, when: int) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            name = path.relative_to(folder.parent).as_posix()
            entry = zipfile.ZipInfo(name, time.gmtime(max(when, EPOCH_OF_ZIP))[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o755 if is_program(path) else 0o644) << 16
            packed.writestr(entry, path.read_bytes())


def main() -> None:
    folder, archive = Path(sys.argv[1]), Path(sys.argv[2])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    pack = pack_zip if archive.suffix == ".zip" else pack_tar
    pack(folder, files, archive, int(os.environ["SOURCE_DATE_EPOCH"]))


main()
