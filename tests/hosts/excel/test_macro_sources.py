"""The VBA text: what its compiler would refuse, and that it agrees with the ribbon, the texts and the registry."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import xlwings

from hosts.excel.vba_checker import Source, read, undeclared
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.excel.macros import modules, ribbon, text_rows
from weibao.hosts.excel.places import ADDIN
from weibao.hosts.excel.vba_project import MacroError, build_vba_project, module_text
from weibao.hosts.excel.wrappers import MODULE_NAME, wrapper_module
from weibao.hosts.excel.xlwings_module import xlwings_module
from weibao.resources import macros_dir
from weibao.texts_excel import EXCEL_TEXTS

FILES = sorted([*macros_dir().glob("*.bas"), *macros_dir().glob("*.cls")])
STUBS = sorted(Path(__file__).with_name("vba").iterdir())
RETRY = "retry"
RIBBON = macros_dir() / "ribbon.xml"
DOCUMENTS = ["ThisWorkbook", "Sheet1", "Sheet2"]
# Called by Excel, by the ribbon or by another file of ours, not by the sources.
ENTRIES = {"WeibaoRibbonLoaded", "WeibaoTabVisible", "WeibaoAction", "WeibaoReset", "WeibaoState"}


@cache
def sources() -> dict[str, Source]:
    texts = {path.stem: path.read_text(encoding="ascii") for path in FILES}
    return {name: read(name, text) for name, text in {**texts, MODULE_NAME: wrapper_module(FUNCTIONS)}.items()}


def xlwings_names() -> set[str]:
    return set(re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)", xlwings_module(), re.M))


def everybody() -> set[str]:
    return set().union(*(source.public for source in sources().values())) | xlwings_names()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_form_of_a_source(path: Path) -> None:
    data = path.read_bytes()
    assert data.isascii()
    assert b"\r" not in data
    assert b"\t" not in data
    lines = data.decode("ascii").splitlines()
    assert max(map(len, lines)) <= 120
    assert "Option Explicit" in lines[:2]
    assert (lines[0] == f'Attribute VB_Name = "{path.stem}"') is (path.suffix == ".bas")


@pytest.mark.parametrize("name", [*(path.stem for path in FILES), MODULE_NAME])
def test_everything_used_is_declared_and_everything_declared_is_used(name: str) -> None:
    assert undeclared(sources()[name], everybody()) == []


def test_no_public_name_twice() -> None:
    """Two public names that are one to VBA: ambiguous, and nothing compiles."""
    names = [name.lower() for source in sources().values() for name in source.public]
    assert len(names) == len(set(names))
    assert not set(names) & {name.lower() for name in xlwings_names()}


def test_every_procedure_has_a_caller() -> None:
    text = "\n".join(line for source in sources().values() for p in source.procedures for line in p.body)
    events = re.compile(r"(Workbook|mHost)_\w+")
    for source in sources().values():
        for procedure in source.procedures:
            if events.fullmatch(procedure.name) or procedure.name in ENTRIES | {f.name for f in FUNCTIONS}:
                continue
            others = text.replace("\n".join(procedure.body), "")
            assert re.search(rf"\b{procedure.name}\b", others), f"{source.name}.{procedure.name}"


def test_texts_and_their_keys_are_the_same() -> None:
    text = "\n".join(path.read_text(encoding="ascii") for path in FILES)
    used = set(re.findall(r'\b(?:WeibaoText\(|WeibaoShow |Say |Block )"(\w+)"', text))
    assert used == set(EXCEL_TEXTS)
    keys = [key for key, _ in text_rows(FUNCTIONS)]
    assert len(keys) == len(set(keys))
    for function in FUNCTIONS:
        assert keys.count(function.name) == 1
        assert [f"{function.name}.{n}" in keys for n in range(1, len(function.arguments) + 2)] == [
            *[True] * len(function.arguments), False
        ]  # fmt: skip


def test_texts_fit_where_excel_shows_them() -> None:
    for key, text in text_rows(FUNCTIONS):
        assert re.search(r"[\u4e00-\u9fff]", text), key
        assert len(text) <= 255, key
        # The box of VBA passes through the code page of a Chinese Windows.
        assert text.encode("gbk")


def callbacks(xml: str) -> set[str]:
    return set(re.findall(r'\b(?:on[A-Z]\w*|get[A-Z]\w*|loadImage)="(\w+)"', xml))


@pytest.mark.parametrize("addin", [True, False])
def test_every_callback_of_a_ribbon_has_its_sub_there_and_none_in_the_other_kind(addin: bool) -> None:
    """Excel looks for callbacks in all open files, and both kinds may be open."""
    called = callbacks(ribbon(addin=addin).decode())
    assert len(called) == len(callbacks(RIBBON.read_text(encoding="utf-8"))) == 3
    own, other = (public_names(kind) for kind in (addin, not addin))
    assert called <= own
    assert not {name.lower() for name in called} & {name.lower() for name in other}


def public_names(addin: bool) -> set[str]:
    text = "\n".join(module.source for module in modules(FUNCTIONS, DOCUMENTS, addin=addin))
    return set(re.findall(r"^Public (?:Sub|Function) (\w+)", text, re.M))


def test_the_retry_button_is_the_one_that_the_texts_name() -> None:
    xml = RIBBON.read_text(encoding="utf-8")
    text = (macros_dir() / "WeibaoRibbon.bas").read_text(encoding="ascii")
    assert f'RETRY As String = "{RETRY}"' in text
    (label,) = re.findall(rf'tag="{RETRY}" label="(.*?)"', xml)
    named = {quoted for text in EXCEL_TEXTS.values() for quoted in re.findall("点“(.*?)”", text)}
    assert named == {label}


def test_what_the_workbooks_do_by_themselves() -> None:
    """Events run in Excel only, so their bodies are read."""
    ledger, addin = sources()["LedgerWorkbook"], sources()["AddinWorkbook"]
    bodies = {f"{source.name}.{p.name}": "\n".join(p.body) for source in (ledger, addin) for p in source.procedures}
    # Without the add-in nobody else describes the functions; that is no change of the user's.
    opened = bodies["LedgerWorkbook.Workbook_Open"]
    assert "If Not WeibaoAddinLoaded() Then WeibaoDescribeAll\nIf wasSaved Then Me.Saved = True" in opened
    # Quitting can be cancelled afterwards, and the add-in has to go on watching.
    assert "mHost" not in bodies["AddinWorkbook.Workbook_BeforeClose"]
    assert "WeibaoHush" in bodies["AddinWorkbook.mHost_WorkbookDeactivate"]
    assert "WeibaoHush" in bodies["LedgerWorkbook.Workbook_Deactivate"]


def test_nothing_of_the_users_is_saved_or_set() -> None:
    """Python saves where it writes; a search by Find would stay in the user's search dialog."""
    text = "\n".join(line for source in sources().values() for p in source.procedures for line in p.body)
    assert not re.search(r"\.(Save|SaveAs|Find|Replace)\b", text)


def test_python_is_named_by_its_whole_path_and_takes_no_module_from_the_current_folder() -> None:
    text = "\n".join(path.read_text(encoding="ascii") for path in FILES)
    assert text.count(" -m ") == text.count(" -P -m ") == 1
    assert text.count('CreateObject("WScript.Shell").Run') == 0
    assert "GetConfig" not in text


def test_the_addin_is_known_by_its_name() -> None:
    text = (macros_dir() / "WeibaoBinding.bas").read_text(encoding="ascii")
    assert f'ADDIN_FILE As String = "{ADDIN}"' in text


@pytest.mark.parametrize("addin", [True, False])
def test_the_modules_of_a_project(addin: bool) -> None:
    made = modules(FUNCTIONS, DOCUMENTS, addin=addin)
    assert [(m.name, m.kind) for m in made] == [
        *((name, "document") for name in DOCUMENTS),
        *((path.stem, "standard") for path in FILES if path.suffix == ".bas"),
        (MODULE_NAME, "standard"),
        ("xlwings", "standard"),
    ]
    assert made == modules(list(FUNCTIONS), DOCUMENTS, addin=addin)
    assert ("WithEvents" in made[0].source) is addin
    assert build_vba_project(made) == build_vba_project(made)


@pytest.mark.parametrize("addin", [True, False])
def test_no_name_but_the_functions_is_called_from_a_cell(addin: bool) -> None:
    """Cells of any open workbook reach the public functions of standard modules; xlwings' own run code."""
    reached = set()
    for module in modules(FUNCTIONS, DOCUMENTS, addin=addin):
        procedures = re.findall(
            r"^[ \t]*(Public |Private |Friend )?(?:Static )?((?:Declare (?:PtrSafe )?)?(?:Function|Sub)) (\w+)",
            module.source, re.M,
        )  # fmt: skip
        public = {(kind, name) for scope, kind, name in procedures if scope != "Private "}
        closed = "\nOption Private Module\n" in module.source.replace("\r\n", "\n")
        if module.name == "xlwings":
            assert closed
            assert {kind for kind, _ in public} == {"Sub"}
        elif module.kind == "document":
            assert not public
        elif not closed:
            assert module.name in (MODULE_NAME, "WeibaoRibbon")
            reached |= {name for kind, name in public if kind != "Sub"}
    assert reached == {function.name for function in FUNCTIONS}


def test_no_sub_of_the_ribbon_does_harm_to_whoever_runs_it_from_the_list_of_macros() -> None:
    """Subs without arguments are in that list."""
    text = (macros_dir() / "WeibaoRibbon.bas").read_text(encoding="ascii")
    assert re.findall(r"^Public Sub (\w+)\(\)", text, re.M) == ["WeibaoRefresh", "WeibaoReset"]


def as_compiled(lines: list[str], **constants: bool) -> list[str]:
    """What Excel's compiler keeps of a module, whose conditions are also Python's but for the sign of equality."""
    kept: list[str] = []
    # Of every open block: whether the present branch is compiled, and whether one of it has been.
    blocks: list[tuple[bool, bool]] = []
    known = {"App": "Microsoft Excel", "Mac": False, "MAC_OFFICE_VERSION": 0, **constants}
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        condition = rest.partition(" Then")[0].replace(" = ", " == ").replace("Not ", "not ")
        if word == "#If":
            holds = bool(eval(condition, {}, known))  # noqa: S307
            blocks.append((holds, holds))
        elif word in ("#ElseIf", "#Else"):
            done = blocks.pop()[1]
            holds = not done and (word == "#Else" or bool(eval(condition, {}, known)))  # noqa: S307
            blocks.append((holds, done or holds))
        elif word == "#End":
            blocks.pop()
        elif all(compiled for compiled, _ in blocks):
            kept.append(re.sub(r"\b(Public|Private) (?=Declare|Function|Sub)", "", line))
    assert not blocks
    return kept


@pytest.mark.parametrize("win64", [True, False])
@pytest.mark.parametrize("vba7", [True, False])
def test_xlwings_own_module_is_to_excel_else_as_it_is(vba7: bool, win64: bool) -> None:
    theirs = Path(xlwings.__file__).with_name("xlwings.bas").read_bytes().decode("ascii").splitlines()
    ours = xlwings_module().splitlines()
    del ours[1]
    wanted = as_compiled(theirs, VBA7=vba7, Win64=win64)
    assert len(wanted) > 600
    assert as_compiled(ours, VBA7=vba7, Win64=win64)[: len(wanted)] == wanted
    assert module_text(modules(FUNCTIONS, DOCUMENTS, addin=True)[-1]).decode("ascii") == xlwings_module()


def test_libreoffice_finds_nothing_in_xlwings_that_it_cannot_close() -> None:
    """It takes every #If for an If; those around whole declarations it can read."""
    text = xlwings_module()
    assert re.findall(r"#(?:Else)?If (.+) Then", text) == ["VBA7", "Win64"]
    first = re.search(r"^Private (?:Function|Sub) ", text, re.M)
    assert first
    assert text.rindex("#End If") < first.start()


def test_another_xlwings_is_not_taken_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(MacroError, match=r"找不到 xlwings 自带的 xlwings\.bas"):
        xlwings_module()
    (tmp_path / "xlwings.bas").write_bytes(b'Attribute VB_Name = "xlwings"\r\nFunction XLPy()\r\nEnd Function\r\n')
    with pytest.raises(MacroError, match="GetConfig、GetFullName"):
        xlwings_module()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("#If Newer Then\n#End If", "#If Newer Then"),
        ("#If Mac Then\n#ElseIf VBA7 Then\n#End If", "#ElseIf VBA7 Then"),
        ("#Else", "#Else"), ("#End If", "#End If"), ("#If Mac Then\n#Else", "#If"),
    ],
)  # fmt: skip
def test_conditions_that_are_not_known_are_not_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    source = Path(xlwings.__file__).with_name("xlwings.bas").read_bytes()
    monkeypatch.setattr(xlwings, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "xlwings.bas").write_bytes(source + text.replace("\n", "\r\n").encode())
    with pytest.raises(MacroError, match=f"（{re.escape(fault)}）"):
        xlwings_module()


BROKEN = {
    "undeclared": ("Sub A()\n  x = 1\nEnd Sub", r"M\.A: x"),
    "unused": ("Sub A()\n  Dim x As Long\nEnd Sub", r"M\.A: x unused"),
    "slip in a name": ("Sub A()\n  MsgBoxx 1\nEnd Sub", r"M\.A: msgboxx"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_checker_sees_slips(case: str) -> None:
    text, message = BROKEN[case]
    assert re.fullmatch(message, "\n".join(undeclared(read("M", text), set())))


@pytest.mark.parametrize(
    "body",
    ["If 1 Then", "For i = 1 To 2\nIf 1 Then\nNext i", "End If", "For i = 1 To 2\nNext j", "Select Case 1", "Else"],
)
def test_the_checker_sees_open_blocks(body: str) -> None:
    with pytest.raises(AssertionError, match="M: "):
        read("M", f"Sub A()\n{body}\nEnd Sub")


@pytest.mark.parametrize("path", STUBS, ids=lambda path: path.name)
def test_the_players_of_the_tests_are_ascii(path: Path) -> None:
    assert path.read_bytes().isascii()
