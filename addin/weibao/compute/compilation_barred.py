"""Which files do not go into 资料汇编: marked secret, with somebody's data in them, never read, or no paper at all.

Only what is left out for personal data can be released, by the office, file by file and by a name: the setting
“汇编放行的文件” holds codes that stand beside the files in the list of what was left out. A code is made of the file's
bytes, so that another file under the same name has to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute import setting_values
from weibao.compute.proof_files import PROBLEMS
from weibao.compute.proof_secret import mark_in_name
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from weibao.compute.proof_records import FileFacts, Proofs
    from weibao.compute.returns import EvidenceInput
    from weibao.compute.settings import Settings

SETTING: Final = "compile_allow"
# A contact's number stands in most notices; it leaves nobody's paper out.
_CONTACT: Final = "手机号码"
_PACKED: Final = "是压缩包，里面没有读；请解压后放入"
_UNSUITABLE: Final[Mapping[str, str]] = {
    "exe": "是程序，不是材料", "empty": "是空文件", "zip": _PACKED, "rar": _PACKED, "7z": _PACKED, "gz": _PACKED,
}  # fmt: skip
_RELEASE: Final = re.compile(r"([0-9a-f]{8})\s*[=＝:：]\s*(\S+)", re.IGNORECASE)
_CODE: Final = 8
_PARTS: Final = re.compile(r"[/\\]")


class Why(StrEnum):
    """Why a file is left out."""

    SECRET = "secret"  # noqa: S105 - a 密级 mark
    PERSONAL = "personal"
    UNREAD = "unread"
    UNSUITABLE = "unsuitable"


@dataclass(frozen=True, slots=True)
class Barred:
    """Why, in words; `code` releases it where the office may do that."""

    why: Why
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Releases:
    """Who released which file, by the file's code."""

    names: Mapping[str, str] = field(default_factory=dict)


def releases(settings: Settings) -> tuple[Releases, tuple[Finding, ...]]:
    """What the office has released, and what of the setting could not be understood."""
    names, found = {}, []
    for text in setting_values.names(settings.texts.get(SETTING, "")):
        match = _RELEASE.fullmatch(text)
        if match:
            names[match[1].lower()] = match[2]
        else:
            found.append(finding("compile-allow-unreadable", sheet="设置", found=text))
    return Releases(names), tuple(found)


def code_of(facts: FileFacts) -> str:
    """What stands for a file in the setting."""
    return facts.digest[:_CODE]


def barred(
    facts: FileFacts | None, path: str, *, unread: bool, releases: Releases, secret: Collection[str] = ()
) -> Barred | None:
    """Why a file is left out, None where it is in. A folder that bears a mark marks what lies in it; `secret` are
    digests of what is `marked`.
    """
    if mark := (facts.secret if facts else "") or next(filter(None, map(mark_in_name, path.split("/"))), ""):
        return Barred(Why.SECRET, f"有“{mark}”标志，请立即按保密规定处理")
    if facts and facts.digest and facts.digest in secret:
        return Barred(Why.SECRET, "和登记有密级标志的材料是同一份文件，请立即按保密规定处理")
    if facts is None or unread or not (facts.read or facts.problem):
        return Barred(Why.UNREAD, "还没有读过，或读过以后又改了")
    if facts.problem:
        return Barred(Why.UNREAD, PROBLEMS.get(facts.problem, "是指到别处的链接"))
    if not facts.digest:
        return Barred(Why.UNREAD, "还没有读过")
    if facts.kind in _UNSUITABLE:
        return Barred(Why.UNSUITABLE, _UNSUITABLE[facts.kind])
    found = [f"{kind} {count} 处" for kind, count in facts.personal.items() if kind != _CONTACT]
    if found and code_of(facts) not in releases.names:
        return Barred(Why.PERSONAL, f"含个人信息（{'、'.join(found)}）", code_of(facts))
    return None


def is_marked(item: EvidenceInput) -> bool:
    """Whether a row of 佐证材料 bears a mark, in its title or in the place that it names."""
    return any(map(mark_in_name, (item.title.strip(), *_PARTS.split(item.location.strip()))))


def marked(proofs: Proofs) -> frozenset[str]:
    """Digests of the files that lie in a marked folder or belong to a marked row: the same bytes under another name, or
    listed in another row, are no less secret.
    """
    titled = {path for row in proofs.materials if is_marked(row.item) for path in row.files}
    known = (facts for path, facts in proofs.files.items() if path in titled or any(map(mark_in_name, path.split("/"))))
    return frozenset(facts.digest for facts in known if facts.digest)


def secret_rows(proofs: Proofs) -> frozenset[tuple[str, EvidenceInput]]:
    """The unit and the row of every material of which a file bears a mark, as far as the files have been read."""
    digests = marked(proofs)

    def is_secret(path: str) -> bool:
        why = barred(proofs.files.get(path), path, unread=False, releases=Releases(), secret=digests)
        return why is not None and why.why is Why.SECRET

    return frozenset((row.unit, row.item) for row in proofs.materials if any(map(is_secret, row.files)))


def what_to_look_at(facts: FileFacts, releases: Releases) -> str:
    """What a person looks at before a file that is in goes out, "" for nothing."""
    said = []
    personal = any(kind != _CONTACT for kind in facts.personal)
    if personal:
        said.append(f"含个人信息，由{releases.names.get(code_of(facts), '')}放行")
    if facts.personal.get(_CONTACT):
        said.append(f"有手机号码 {facts.personal[_CONTACT]} 处，看是不是工作联系电话")
    if facts.internal:
        said.append("标着内部资料，看能不能对外提供")
    return "；".join(said)
