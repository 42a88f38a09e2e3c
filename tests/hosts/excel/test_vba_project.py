"""The project: oletools reads every module back byte for byte, and the records say what the format wants."""

from __future__ import annotations

import random
import re
import struct
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hosts.excel.vba_reader import decompress, open_container, read_macros, records
from weibao.errors import WeibaoError
from weibao.hosts.excel.vba_project import MacroError, Module, build_vba_project, module_text, obfuscate

if TYPE_CHECKING:
    from collections.abc import Sequence

BOOK = Module("ThisWorkbook", "", "document")
SHEETS = [Module(f"Sheet{number}", "", "document") for number in range(1, 4)]
PLAIN = Module(
    "Main", "Option Explicit\nPublic Function WB_DOUBLE(x)\n    WB_DOUBLE = x * 2\nEnd Function\n", "standard"
)
SUFFIX = {"standard": "bas", "document": "cls", "class": "cls"}

XLWINGS = Path(str(find_spec("xlwings").origin)).parent  # type: ignore[union-attr]


def text_of(module: Module, modules: Sequence[Module]) -> bytes:
    return module_text(module, is_workbook=module is next(m for m in modules if m.kind == "document"))


def streams(data: bytes) -> dict[str, bytes]:
    with open_container(data) as ole:
        return {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}


def check(modules: Sequence[Module]) -> bytes:
    """Build, read every module back by olevba and by the streams, build again."""
    data = build_vba_project(modules)
    read = read_macros("vbaProject.bin", data)
    assert set(read) == {f"{m.name}.{SUFFIX[m.kind]}" for m in modules}
    parts = streams(data)
    for module in modules:
        text = text_of(module, modules)
        assert read[f"{module.name}.{SUFFIX[module.kind]}"].encode("ascii") == text
        assert decompress(parts[f"VBA/{module.name}"]) == text
    assert build_vba_project(modules) == data
    return data


def strange_text(size: int) -> str:
    """Printable characters with hardly a repetition, the same ones each time."""
    chosen = random.Random(7)  # noqa: S311
    return "".join(chosen.choices([chr(code) for code in range(33, 127)], k=size))


def test_the_smallest_project() -> None:
    parts = streams(check([BOOK]))
    assert set(parts) == {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT", "VBA/ThisWorkbook"}
    assert parts["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")


def test_all_kinds_come_back() -> None:
    check([BOOK, *SHEETS, PLAIN, Module("Cls", "Private x As Long\r\n", "class"), Module("NoEnd", "'x", "standard")])


@pytest.mark.parametrize("beside", [-70, -35, -34, -33, -2, -1, 0, 1, 2, 500])
@pytest.mark.parametrize("chunks", [1, 2, 5])
def test_sizes_around_the_borders_of_chunks(beside: int, chunks: int) -> None:
    check(
        [
            BOOK,
            Module(
                "Big", "'" + "\n'".join("abcdefghijklmno" for _ in range((4096 * chunks + beside) // 18)), "standard"
            ),
        ]
    )


def test_sources_that_hardly_compress() -> None:
    """Streams above the mini stream's limit, raw chunks, many modules, a file beyond one allocation sector."""
    text = strange_text(40_000)
    rows = ["'" + text[at : at + 80] for at in range(0, len(text), 80)]
    data = check([BOOK, *SHEETS, *(Module(f"M{n}", "\n".join(rows[n:]), "standard") for n in range(0, 500, 25))])
    assert len(data) > 128 * 512


def test_what_is_filled_up_is_blanks() -> None:
    """A last chunk without any repetition has to be stored raw, 4,096 bytes long: no zero may get into a source."""
    letters = strange_text(3700)
    module = Module("Odd", "\n".join("'" + letters[at : at + 900] for at in range(0, 3700, 900)), "standard")
    data = build_vba_project([BOOK, module])
    back, text = decompress(streams(data)["VBA/Odd"]), module_text(module)
    assert len(back) == 4096 > len(text)
    assert back == text.ljust(4096)


@pytest.mark.parametrize(
    ("file", "kind"),
    [("xlwings.bas", "standard"), ("addin/WebHelpers.bas", "standard"), ("addin/Dictionary.cls", "class")],
)
def test_the_modules_of_xlwings(file: str, kind: str) -> None:
    """Real, large, exported by Excel: 46 and 117 KB, and a class with its header."""
    source = (XLWINGS / file).read_bytes().decode("ascii")
    module = Module(Path(file).stem, source, kind)  # type: ignore[arg-type]
    data = check([BOOK, SHEETS[0], module])
    text = decompress(streams(data)[f"VBA/{module.name}"])
    body = source.replace("\r\n", "\n").rstrip("\n").split("\n")[-40:]
    assert text.decode("ascii").rstrip("\r\n").split("\r\n")[-40:] == body
    if kind == "standard":
        assert text.rstrip() == source.encode("ascii").rstrip()
    else:
        assert b"BEGIN" not in text.split(b"\r\n\r\n")[0]
        assert b"Attribute VB_Exposed = True" in text  # the file says so, the default is False


def test_attributes_are_those_that_excel_writes() -> None:
    """Taken from a workbook that Excel saved: document modules agree letter by letter."""
    book = read_macros("quickstart.xlsm", (XLWINGS / "quickstart.xlsm").read_bytes())
    excel = {name: code.replace("\r\n", "\n").strip() for name, code in book.items()}
    ours = {m.name: text_of(m, [BOOK]).decode("ascii").replace("\r\n", "\n").strip() for m in (BOOK, SHEETS[0])}
    assert ours["ThisWorkbook"] == excel["ThisWorkbook.cls"]
    assert ours["Sheet1"] == excel["Sheet1.cls"]
    dictionary = read_macros("a.xlam", (XLWINGS / "quickstart_addin.xlam").read_bytes())["Dictionary.cls"]
    leading = [line for line in dictionary.splitlines() if line.startswith("Attribute VB_")][:8]
    own = module_text(Module("Dictionary", "Attribute VB_Exposed = True\n", "class")).decode("ascii").splitlines()
    assert own == leading


def test_the_dir_stream_is_like_excels() -> None:
    """Against a project that Excel saved: the same records in the same order, our values where they may differ."""
    with zipfile.ZipFile(XLWINGS / "addin" / "xlwings.xlam") as book:
        parts = streams(book.read("xl/vbaProject.bin"))
    kinds = {"Module": "standard", "Document": "document", "Class": "class"}
    listed = re.findall(rb"^(Module|Document|Class)=(\w+)", parts["PROJECT"], re.MULTILINE)
    modules = [Module(name.decode(), "", kinds[kind.decode()]) for kind, name in listed]  # type: ignore[arg-type]
    assert len(modules) == 15
    excel = records(decompress(parts["VBA/dir"]))
    office = next(at for at, (kind, name) in enumerate(excel) if kind == 0x16 and name == b"Office")
    # We need no library of Office: it lies elsewhere in every version, and a missing one stops all code.
    assert [kind for kind, _ in excel[office : office + 3]] == [0x16, 0x3E, 0x0D]
    del excel[office : office + 3]
    data = build_vba_project(modules, name="Project")
    ours = records(decompress(streams(data)["VBA/dir"]))
    assert [kind for kind, _ in ours] == [kind for kind, _ in excel]
    differing = {kind for (kind, own), (_, theirs) in zip(ours, excel, strict=True) if own != theirs}
    # System, code page, project name and version, cookies, descriptions, where the source starts after compiled code.
    assert differing == {0x01, 0x03, 0x04, 0x09, 0x13, 0x1C, 0x48, 0x2C, 0x31}
    found = dict(ours)
    assert found[0x01] == struct.pack("<I", 1)
    assert found[0x03] == struct.pack("<H", 936)
    assert found[0x0F] == struct.pack("<H", 15)
    assert found[0x31] == bytes(4)
    libraries = [data for kind, data in ours if kind == 0x0D]
    assert len(libraries) == 1
    assert b"{00020430-0000-0000-C000-000000000046}#2.0#0#" in libraries[0]


def test_project_and_names() -> None:
    parts = streams(build_vba_project([BOOK, *SHEETS, PLAIN, Module("Cls", "", "class")], name="weibao"))
    lines = parts["PROJECT"].decode("ascii").split("\r\n")
    assert lines[1:8] == [
        "Document=ThisWorkbook/&H00000000", "Document=Sheet1/&H00000000", "Document=Sheet2/&H00000000",
        "Document=Sheet3/&H00000000", "Module=Main", "Class=Cls", 'Name="weibao"',
    ]  # fmt: skip
    assert lines[lines.index("[Workspace]") + 1] == "ThisWorkbook=0, 0, 0, 0, C"
    pairs = parts["PROJECTwm"]
    for name in ("ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Main", "Cls"):
        pair = name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0"
        assert pairs.startswith(pair)
        pairs = pairs[len(pair) :]
    assert pairs == b"\0\0"


def reveal(text: str) -> tuple[int, int, bytes]:
    """(version, project key, data) of an obfuscated field, by [MS-OVBA] 2.4.3.3."""
    raw = bytes.fromhex(text)
    seed, version, key = raw[0], raw[0] ^ raw[1], raw[0] ^ raw[2]
    plain, before = bytearray(), key
    for at in range(3, len(raw)):
        plain.append(raw[at] ^ (raw[at - 2] + before & 0xFF))
        before = plain[-1]
    rest = plain[(seed & 6) // 2 :]
    (length,) = struct.unpack_from("<I", rest)
    assert len(rest) == 4 + length
    return version, key, bytes(rest[4:])


def test_protection_says_open_visible_without_password() -> None:
    # The reader first: the example that Microsoft printed ([MS-OVBA] 3.1.6).
    key = sum(b"{917DED54-440B-4FD1-A5C1-74ACF261E600}") & 0xFF
    assert reveal("0705D8E3D8EDDBF1DBF1DBF1DBF1") == (2, key, bytes(4))
    assert reveal("0E0CD1ECDFF4E7F5E7F5E7") == (2, key, b"\0")
    assert reveal("1517CAF1D6F9D7F9D706") == (2, key, b"\xff")
    lines = streams(build_vba_project([BOOK]))["PROJECT"].decode("ascii").split("\r\n")
    fields = dict(line.split("=", 1) for line in lines if '="' in line)
    own = sum(fields["ID"].strip('"').encode()) & 0xFF
    assert [reveal(fields[name].strip('"')) for name in ("CMG", "DPB", "GC")] == [
        (2, own, bytes(4)), (2, own, b"\0"), (2, own, b"\xff"),
    ]  # fmt: skip


@pytest.mark.parametrize("length", [1, 4, 29])
def test_any_field_can_be_revealed(length: int) -> None:
    assert reveal(obfuscate(bytes(range(200, 200 + length)), UUID(int=77)))[2] == bytes(range(200, 200 + length))


@pytest.mark.parametrize(
    ("modules", "name", "words"),
    [
        ([PLAIN], "VBAProject", "ThisWorkbook"),
        ([], "VBAProject", "ThisWorkbook"),
        ([BOOK, PLAIN, Module("MAIN", "", "standard")], "VBAProject", "“Main”和“MAIN”重名"),
        ([BOOK, Module("weibao", "", "standard")], "Weibao", "“Weibao”和“weibao”重名"),
        ([BOOK, Module("中文", "", "standard")], "VBAProject", "“中文”不能用"),
        ([BOOK, Module("_x", "", "standard")], "VBAProject", "“_x”不能用"),
        ([BOOK, Module("dir", "", "standard")], "VBAProject", "“dir”不能用"),
        ([BOOK, Module("A" * 32, "", "standard")], "VBAProject", "不超过 31 个字符"),
        ([BOOK, Module("M", "x = 1\n'未评\n", "standard")], "VBAProject", r"“M”第 3 行含有“未”（U\+672A）"),
        ([BOOK, Module("M", "x\0", "standard")], "VBAProject", r"U\+0000"),
        ([BOOK, Module("M", "'" + "x" * 1023, "standard")], "VBAProject", "第 2 行有 1024 个字符"),
        ([BOOK, Module("M", 'Attribute VB_Name = "N"\n', "standard")], "VBAProject", '写的是 VB_Name = "N"'),
    ],
)
def test_what_vba_cannot_hold_is_refused(modules: list[Module], name: str, words: str) -> None:
    with pytest.raises(MacroError, match=words) as caught:
        build_vba_project(modules, name=name)
    assert isinstance(caught.value, WeibaoError)
