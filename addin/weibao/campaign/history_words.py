"""The history in words: what a fact is about, its value, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.campaign.history import Change, Kind, unpack
from weibao.campaign.input_words import input_words
from weibao.compute.model import ReturnStatus, Verdict
from weibao.compute.papers import STATE_WORDS, PaperState
from weibao.compute.words import verdict_text
from weibao.rulebook.rule_records import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.rulebook.model import Rulebook, Unit

_POINTS: Final = {
    "stated": "自评", "cap": "上限", "claimed": "申报", "verified": "核定", "effective": "得分", "earned": "得分",
    "possible": "可能得分", "unassessed": "未评",
}  # fmt: skip
# Kinds whose values have several parts.
_PACKED: Final = (
    Kind.RETURN, Kind.CONTACT, Kind.CLAIM, Kind.SCORE, Kind.TOTAL, Kind.LOST, Kind.LEDGER, Kind.PAPER, Kind.EVIDENCE,
    Kind.NUMBER,
)  # fmt: skip
# What becomes of a file that is there no more; those of ours we take away ourselves.
_GONE: Final = {Kind.RETURN: "不见了", Kind.EVIDENCE: "不见了"}
_STEPS: Final = {"heard": "征求意见", "reviewer": "核稿", "signer": "签发", "dated": "成文", "issued": "印发"}
_DAYS: Final = {"reviewer": "reviewed", "signer": "signed"}
# Sheets of 核定台账 whose rows are keyed by unit: `D07-I22`, `1-D07`.
_BY_UNIT: Final = ("单位审核", "回收情况")


class Words:
    """Words for changes under one rulebook (with the campaign's towns)."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def about(self, change: Change) -> str:
        """What it is: `第1轮 I01 领导小组 市教育局`."""
        parts = change.key.split("/")
        match change.kind:
            case Kind.STATUS | Kind.CONTACT:
                return f"第{parts[0]}轮 {parts[1]}"
            case Kind.CLAIM:
                return f"第{parts[0]}轮 {self._indicator(parts[1])} {parts[2]}"
            case Kind.FIGURE:
                return f"第{parts[0]}轮 {self._indicator(parts[1])} {parts[2]} {self._row(parts[3])}"
            case Kind.SCORE:
                return f"第{parts[0]}轮 {self._indicator(parts[1])}"
            case Kind.TOTAL:
                return f"第{parts[0]}轮"
            case Kind.INPUT | Kind.LOST:
                return " ".join(input_words(self._rulebook, change.key))
        return change.key

    def values(self, change: Change) -> tuple[str, str]:
        """Before and after, "" where there was nothing. Of a file it says what happened, not its hash."""
        before, after = change.before, change.after
        if change.kind not in (Kind.FILE, Kind.LEDGER, Kind.RETURN, Kind.EVIDENCE):
            was, now = self._value(change.kind, before), self._value(change.kind, after)
            return was, f"{now}（内容有变）" if was == now else now
        return _of_file(change)

    def _value(self, kind: Kind, value: str | None) -> str:
        if value is None:
            return ""
        parts = unpack(value)
        match kind:
            case Kind.STATUS:
                return ReturnStatus(value).label
            case Kind.CONTACT:
                return "，".join(f"{word} {parts[key]}" for key, word in CONTACTS.items() if key in parts)
            case Kind.CLAIM:
                points = f" {parts['points']}" if "points" in parts else ""
                return f"{parts.get('level', '')}{points}"
            case Kind.SCORE:
                tail = "（暂计）" if parts.get("provisional") else ""
                return (self._figures(parts) or "未评") + tail
            case Kind.TOTAL:
                verdict = verdict_text(self._rulebook, Verdict(str(parts["verdict"])))
                return f"{self._figures(parts)}，{verdict}{'' if parts.get('final') else '（不是最后结论）'}"
            case Kind.PAPER:
                return _paper(parts)
            case Kind.LOST:
                return f"原填“{parts.get('was') or '空白'}”，被换成“{parts.get('now') or '空白'}”"
            case Kind.NUMBER:
                return str(parts.get("file", "")) or str(parts.get("draft", ""))
        return value

    def unit(self, change: Change) -> str:
        """The name of the unit that it is about, "" where it is about none or all."""
        parts = change.key.split("/")
        match change.kind:
            case Kind.STATUS | Kind.CONTACT:
                return parts[1]
            case Kind.CLAIM | Kind.FIGURE:
                return parts[2]
            case Kind.RETURN:
                return str(unpack(change.after or change.before).get("unit", ""))
            case Kind.INPUT | Kind.LOST if parts[0] in _BY_UNIT:
                ids = parts[1].upper().split("-")
                return next((u.name for u in self._rulebook.units if u.id.upper() in ids), "")
            case Kind.INPUT | Kind.LOST | Kind.FILE | Kind.PAPER | Kind.EVIDENCE:
                return next((u.name for u in self._rulebook.units if u.name in change.key), "")
        return ""

    def indicator(self, change: Change) -> str:
        """The id of the indicator that it is about, "" where it is about none."""
        known = self._rulebook.indicator_by_id
        if change.kind in (Kind.CLAIM, Kind.FIGURE, Kind.SCORE):
            return change.key.split("/")[1]
        if change.kind in (Kind.INPUT, Kind.LOST):
            return next((part for part in change.key.split("/")[1].upper().split("-") if part in known), "")
        return ""

    def chosen(self, changes: Iterable[Change], units: Sequence[Unit], indicator: str) -> list[Change]:
        """Those that are about one of these units and this indicator; all where neither is named."""
        names = {unit.name for unit in units}
        return [
            change
            for change in changes
            if (not names or self.unit(change) in names) and (not indicator or self.indicator(change) == indicator)
        ]

    @staticmethod
    def on_document(changes: Iterable[Change], text: str) -> list[Change]:
        """The life of the documents whose 文号 or file has this text in it, and their files."""
        kinds = (Kind.PAPER, Kind.NUMBER, Kind.FILE)
        return [
            change
            for change in changes
            if change.kind in kinds
            and any(text in value for value in (change.key, change.before or "", change.after or ""))
        ]

    def as_object(self, change: Change) -> dict[str, Any]:
        """A change as JSON."""
        was, now = self.values(change)
        before, after = (unpack(v) if v and change.kind in _PACKED else v for v in (change.before, change.after))
        return {
            **({"run": change.run} if change.run else {}), "kind": change.kind.value, "about": self.about(change),
            "key": change.key, "unit": self.unit(change) or None, "indicator": self.indicator(change) or None,
            "before": before, "after": after, "was": was or None, "now": now or None,
        }  # fmt: skip

    def _figures(self, parts: dict[str, object]) -> str:
        return "，".join(f"{word} {parts[key]}" for key, word in _POINTS.items() if key in parts)

    def _row(self, key: str) -> str:
        found = self._rulebook.count_by_id.get(key)
        return f"{key} {found.title}" if found else key

    def _indicator(self, key: str) -> str:
        found = self._rulebook.indicator_by_id.get(key)
        return f"{key} {found.title}" if found else key


def _of_file(change: Change) -> tuple[str, str]:
    """A file before and after. One that stays as it is may count no more, or be another unit's."""
    before, after = change.before, change.after
    was, now = unpack(before), unpack(after)
    counted = "（计入）" if was.get("counts") else ""
    counts = "（计入）" if now.get("counts") else "（不再计入）" if counted and after is not None else ""
    if before is None:
        return "", f"新有{counts}"
    if after is None:
        return f"有{counted}", _GONE.get(change.kind, "撤下")
    if was.get("sha256", before) != now.get("sha256", after):
        return f"有{counted}", f"变了{counts}"
    if was.get("unit") != now.get("unit"):
        return f"有{counted}", f"有{counts}，单位改为 {now.get('unit') or '认不出'}"
    return f"有{counted}", f"有{counts}" if was.get("counts") != now.get("counts") else "没有变"


def _paper(parts: dict[str, object]) -> str:
    """`编号 谷〔2026〕1号（核稿 甲 2026-03-02，签发 乙 2026-03-02，成文 2026-03-02）；备注`."""
    steps = (" ".join(str(parts[key]) for key in (name, _DAYS.get(name, "")) if key in parts) for name in _STEPS)
    told = "，".join(f"{word} {step}" for word, step in zip(_STEPS.values(), steps, strict=True) if step)
    words = " ".join(str(part) for part in (STATE_WORDS[PaperState(str(parts["state"]))], parts.get("doc_no")) if part)
    more = [str(parts["note"])] if "note" in parts else []
    if "related" in parts:
        more.insert(0, f"关联 {parts['related']}")
    return "；".join([f"{words}（{told}）" if told else words, *more])
