"""What Excel's compiler would refuse, as far as reading the text can tell: there is no Excel where the tests run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Statements and operators; what follows a dot or precedes := is never looked up.
KEYWORDS = frozenset(
    """
    and as attribute boolean byref byval call case cdbl const date dim do double each else elseif empty end error
    exit explicit false for function goto if in integer is isarray long loop module me mod new next not nothing null
    object on option optional or private public redim resume select set step string sub then to true typeof variant
    wend while with withevents
    """.split()  # noqa: SIM905
)
# Functions and constants of VBA and Excel that the sources use; a slip of the pen is in neither list.
HOST = frozenset(
    """
    application array chr clng createobject cstr cverr err instr instrrev isempty iserror ismissing isnull
    isobject lbound lcase left len mid msgbox replace right split strcomp strconv typename ubound vartype
    collection workbook worksheet thisworkbook vbbinarycompare vbboolean vbempty vbexclamation vbfromunicode
    vbnull vbstring vbtextcompare vbunicode xlerrna xlerrname xlerrvalue
    """.split()  # noqa: SIM905
)
_OPENERS = {"Sub": "Sub", "Function": "Function", "If": "If", "Select": "Select", "With": "With"}
_PROCEDURE = re.compile(r"(Public |Private )?(Sub|Function) (\w+)\((.*)\)(?: As \w+)?$")


@dataclass
class Procedure:
    """One Sub or Function: its name, whether others see it, its declared names and its lines."""

    name: str
    public: bool
    declared: list[str]
    body: list[str] = field(default_factory=list)


@dataclass
class Source:
    """A module, read: its own names and its procedures."""

    name: str
    public: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    procedures: list[Procedure] = field(default_factory=list)
    head: list[str] = field(default_factory=list)


def statements(text: str) -> list[str]:
    """Lines without strings and comments, continuations joined."""
    lines = []
    for line in text.replace(" _\r\n", " ").replace(" _\n", " ").splitlines():
        bare = re.sub(r'"(?:[^"]|"")*"', '""', line)
        lines.append(bare.split("'")[0].strip())
    return [line for line in lines if line]


def _declared(part: str) -> list[str]:
    words = (re.sub(r"^(Optional |ByVal |ByRef |ParamArray )*", "", one.strip()) for one in part.split(","))
    return [match[0] for word in words if (match := re.match(r"\w+", word))]


def read(name: str, text: str) -> Source:
    """The module's declarations and procedures. AssertionError for blocks that do not close."""
    source, now, open_blocks = Source(name), None, []
    for line in statements(text):
        if match := _PROCEDURE.match(line):
            assert now is None, f"{name}: {line} inside {now}"
            now = Procedure(match[3], match[1] != "Private ", _declared(match[4]))
            source.procedures.append(now)
            (source.public if now.public else source.private).add(now.name)
            open_blocks.append(match[2])
            continue
        _blocks(name, line, open_blocks)
        if now and not open_blocks:
            now = None
        elif now:
            now.declared += _dims(line) + re.findall(r"^(\w+):", line)
            now.body.append(line)
        else:
            _module_line(source, line)
    assert not open_blocks, f"{name}: not closed: {open_blocks}"
    return source


def _dims(line: str) -> list[str]:
    return _declared(line.removeprefix("Dim ")) if line.startswith("Dim ") else []


def _module_line(source: Source, line: str) -> None:
    match = re.match(r"(Public|Private) (?:Const |WithEvents )?(\w+)", line)
    if match:
        (source.public if match[1] == "Public" else source.private).add(match[2])
        source.head.append(line)
    else:
        assert line.startswith(("Option ", "Attribute ")), f"{source.name}: {line}"


def _blocks(name: str, line: str, stack: list[str]) -> None:
    """Keep `stack` of open blocks up to date with one line."""
    word, _, rest = line.partition(" ")
    if word == "End" and rest.split(" ")[0] in _OPENERS:
        assert stack, f"{name}: {line} closes nothing"
        assert stack.pop() == rest.split(" ")[0], f"{name}: {line} closes another block"
    elif (word == "If" and line.endswith(" Then")) or word in ("Select", "With"):
        stack.append(word)
    elif word == "For":
        stack.append("For" + re.match(r"For (?:Each )?(\w+)", line)[1])  # type: ignore[index]
    elif word == "Next":
        assert stack, f"{name}: {line} closes nothing"
        assert stack.pop() == "For" + rest, f"{name}: {line} closes another block"
    elif word in ("ElseIf", "Else"):
        assert stack[-1:] == ["If"], f"{name}: {line} outside If"


def words(line: str) -> list[str]:
    """The names in a line that somebody must have declared."""
    found = re.findall(r"(?<![\w.&])([A-Za-z]\w*)\$?(?!\w*:=)\b", line)
    return [word for word in found if not re.search(rf"\b{word}:=", line)]


def undeclared(source: Source, others: set[str]) -> list[str]:
    """Names that nobody declares, and variables that nobody uses."""
    known = {name.lower() for name in source.public | source.private | others} | KEYWORDS | HOST
    wrong = []
    for procedure in source.procedures:
        local = {name.lower() for name in procedure.declared}
        used: list[str] = []
        for line in procedure.body:
            used += [word.lower() for word in words(line)]
        wrong += [f"{source.name}.{procedure.name}: {word}" for word in set(used) - known - local]
        dims = [name for line in procedure.body for name in _dims(line)]
        wrong += [f"{source.name}.{procedure.name}: {d} unused" for d in dims if used.count(d.lower()) < 2]
        wrong += [f"{source.name}.{procedure.name}: {d} twice" for d in local if procedure.declared.count(d) > 1]
    return sorted(wrong)
