"""Packs a program that is built already as a wheel, without compiling: name, licences and classifiers as in pyproject.toml.

Usage: wheel.py PROGRAM VERSION FOLDER
"""

import base64
import hashlib
import sys
import sysconfig
import zipfile
from pathlib import Path

TEXTS = ["LICENSE-*", "fonts/*/LICENSE", "specs/languages/LICENSE-UNICODE"]


def main() -> None:
    program, version, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    machine = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    info = f"assemble_un-{version}.dist-info"
    licences = sorted(path for pattern in TEXTS for path in Path().glob(pattern))
    metadata = ["Metadata-Version: 2.4", "Name: assemble-un", f"Version: {version}"]
    metadata += ["License-Expression: (MIT OR Apache-2.0) AND OFL-1.1 AND Unicode-3.0"]
    metadata += [f"License-File: {path.as_posix()}" for path in licences]
    wheel = ["Wheel-Version: 1.0", "Generator: assemble", "Root-Is-Purelib: false", f"Tag: py3-none-{machine}"]
    files = {f"assemble_un-{version}.data/scripts/assemble": program.read_bytes()}
    files |= {f"{info}/licenses/{path.as_posix()}": path.read_bytes() for path in licences}
    files[f"{info}/METADATA"] = ("\n".join(metadata) + "\n").encode()
    files[f"{info}/WHEEL"] = ("\n".join(wheel) + "\n").encode()
    record = f"{info}/RECORD"
    lines = [f"{name},sha256={digest(content)},{len(content)}" for name, content in files.items()]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    archive = folder / f"assemble_un-{version}-py3-none-{machine}.whl"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            packed.writestr(entry, content)
    print(archive)


def digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


main()
