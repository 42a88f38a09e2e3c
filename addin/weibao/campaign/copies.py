"""The numbered copies below 文书/印发/: made at 编号, completed at 印发, never written over another file.

A command that stops between a copy and the sheet leaves a copy that the sheet knows nothing of: the history keeps what
it was made from until the sheet is written, and the next command makes it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weibao.atomic import replace_file
from weibao.compute.openings import OPENING
from weibao.documents.digests import digest
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.shut_words import refused_words, shut_words
from weibao.workdays import day_text

if TYPE_CHECKING:
    from weibao.campaign.papers import Register
    from weibao.campaign.targets import Target
    from weibao.compute.papers import Paper
    from weibao.documents.settling import Settled


@dataclass
class Outcome:
    """What happened: the documents as they stand now, files written (below the campaign), and what to tell."""

    done: list[Paper] = field(default_factory=list)
    skipped: list[Paper] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Copy(NamedTuple):
    """A copy to be written: its bytes, what it can be made from again (b"" for the draft), what is on disk."""

    content: bytes
    before: bytes
    there: bytes | None


@dataclass
class Copies:
    """The copies of one command: all are made in memory (`number`, `issue`), then written at once (`write`)."""

    register: Register
    outcome: Outcome
    _numbers: list[tuple[str, str, str]] = field(default_factory=list)
    _due: dict[str, _Copy] = field(default_factory=dict)

    def number(self, target: Target, paper: Paper) -> None:
        """The copy of a document with number, signature, day and limits. Raises CampaignError, TemplateError."""
        from weibao.documents.settling import numbered

        assert paper.dated is not None  # noqa: S101 - the callers have looked
        content = self.checked(target.file)
        self._check_signed(target, content)
        settled = numbered(
            content, number=paper.number, signer=paper.signer, dated=paper.dated,
            calendar=self.register.grounds.calendar, expected=self._expected(content),
        )  # fmt: skip
        self._tell(settled, paper)
        path = self.register.path(paper.file)
        there = path.read_bytes() if path.exists() else None
        if there not in (None, settled.content) and digest(there or b"") != self._unfinished(paper.file)[0]:
            raise CampaignError(
                f"“{paper.file}”已经有了，内容也不一样，没有覆盖。请看清楚是哪一份，把它移开或改名后再编号。"
            )
        if paper.number:
            self._numbers.append((str(paper.number), target.draft, paper.file))
        self._plan(paper.file, _Copy(settled.content, b"", there))

    def issue(self, paper: Paper) -> tuple[str, ...]:
        """Put 印发日期 and the limits that run from it into the copy; returns the supervision items that it opens."""
        from weibao.documents.properties import identity
        from weibao.documents.settling import printed

        content = self.checked(paper.file)
        written, before = self._unfinished(paper.file)
        if before and paper.file not in self._due and written == digest(content):
            # A command that did not get as far as the sheet: its day does not hold.
            content = before
        assert paper.issued is not None  # noqa: S101 - the caller has set it
        settled = printed(
            content, issued=paper.issued, dated=paper.dated, calendar=self.register.grounds.calendar,
            expected=self._expected(content),
        )  # fmt: skip
        self._refuse_open(settled, paper)
        self._tell(settled, paper)
        path = self.register.path(paper.file)
        self._plan(paper.file, _Copy(settled.content, content, path.read_bytes() if path.is_file() else None))
        named = identity(content)
        return named.items if named.kind in OPENING else ()

    def write(self) -> None:
        """Remember every number and every copy of the command, make that durable, and write the files."""
        store = self.register.store
        for number in self._numbers:
            store.remember_number(*number)
        due = {file: copy for file, copy in self._due.items() if copy.content != copy.there}
        for file, copy in due.items():
            store.begin_copy(file, digest(copy.content), copy.before)
        if self._numbers or due:
            # The numbers are given: whatever fails after this, they belong to these documents.
            store.checkpoint()
        for file, copy in due.items():
            self._write(self.register.path(file), copy.content)

    def settled(self) -> None:
        """文号登记 says what the copies say: nothing is unfinished any more."""
        for file in self._due:
            self.register.store.end_copy(file)

    def read(self, file: str) -> bytes:
        """A document below 文书/ as it is or is to be. Raises CampaignError where it is not there."""
        if file in self._due:
            return self._due[file].content
        if not file or not self.register.path(file).is_file():
            raise CampaignError(f"找不到文件“{file or '（登记表里没有填）'}”。请核对文号登记里“文件”一栏。")
        return self.register.path(file).read_bytes()

    def checked(self, file: str) -> bytes:
        """A document that goes on its way: closed, and nobody's private data in it.

        Raises CampaignError, PrivacyError with the places, TemplateError for a damaged file.
        """
        from weibao.documents.errors import PrivacyError
        from weibao.documents.package import damaged
        from weibao.documents.privacy import scan_document

        content = self.read(file)
        if file not in self._due:
            _check_free(self.register.path(file))
        try:
            hits = scan_document(content, file, self._allowed)
        except ValueError as error:
            raise damaged(error) from error
        if hits:
            places = "；".join(dict.fromkeys(hit.message for hit in hits))
            raise PrivacyError(
                f"“{hits[0].document}”没有往下办：{places}。公文里不写个人信息，请在文件里删去或改写后再办；"
                "确需公布的办公电话，请填在核定台账的设置里。",
                hits,
            )
        return content

    @cached_property
    def _allowed(self) -> tuple[str, ...]:
        from weibao.documents.privacy import own_texts

        grounds = self.register.grounds
        return own_texts(grounds.rulebook, dict(grounds.settings.texts))

    def _unfinished(self, file: str) -> tuple[str, bytes]:
        return self.register.store.unfinished(file)

    def _plan(self, file: str, copy: _Copy) -> None:
        if copy.content != copy.there:
            _check_free(self.register.path(file))
        self._due[file] = copy

    def _check_signed(self, target: Target, content: bytes) -> None:
        """Told where a draft was changed since it was signed. Raises CampaignError where it is not that one at all."""
        from weibao.documents.drafts import Receipt

        store = self.register.store
        approved, now = store.approved(target.draft), digest(content)
        if not approved or target.file != target.draft or approved == now:
            return
        if Receipt.parse(store.drafts().get(target.draft, "")).bytes == now:
            raise CampaignError(
                f"“{target.file}”不是签发的那一份：签发的已经移走或改名，现在这一份是后来重新起草的。"
                "请把签发的那一份放回原处再编号；要用新起草的，请先把文号登记里的状态改回拟稿，重新核稿签发。"
            )
        self.outcome.findings.append(finding("paper-edited", file=target.file, name=Path(target.file).name))

    def _expected(self, content: bytes) -> frozenset[str]:
        """The controls that a document of this kind has; of a stranger's 文号 and 成文日期."""
        from weibao.documents import layout as lay
        from weibao.documents.kinds.registry import BY_NAME
        from weibao.documents.properties import identity
        from weibao.documents.settling import expected_tags
        from weibao.resources import template

        kind = BY_NAME.get(identity(content).kind)
        if kind is None:
            return frozenset({lay.DOC_NO, lay.DATED})
        own = self.register.campaign.root / "模板" / kind.template
        return expected_tags((own if own.is_file() else template(kind.template)).read_bytes())

    def _tell(self, settled: Settled, paper: Paper) -> None:
        name = Path(paper.file).name
        self.outcome.findings += [
            finding("control-gone", file=paper.file, name=name, what=what, value=value) for what, value in settled.gone
        ]
        place = {"file": paper.file, "name": name}
        if settled.open_limits:
            last = day_text(self.register.grounds.calendar.last)
            self.outcome.findings.append(finding("limit-open", count=len(settled.open_limits), last=last, **place))
        self.outcome.findings += [finding("limit-unclear", text=_line(text), **place) for text in settled.unclear]
        self.outcome.findings += [
            finding("limit-recounted", text=_line(text), period=period, **place) for text, period in settled.recounted
        ]

    def _refuse_open(self, settled: Settled, paper: Paper) -> None:
        """Nothing is issued whose limits are not certain. Raises CampaignError."""
        name, calendar = Path(paper.file).name, self.register.grounds.calendar
        if settled.open_limits:
            raise CampaignError(
                f"“{name}”里的时限超出已公布的节假日安排（只到{day_text(calendar.last)}），到期日算不出来，没有印发。"
                "请在核定台账的“节假日”表中补填以后年份的放假和调休日期，再印发。"
            )
        if settled.unclear:
            raise CampaignError(
                f"“{name}”里的时限“{_line(settled.unclear[0])}”还没有写定，没有印发。"
                "请在文件里写上确定的日期，删去“暂算”“暂定”等字样，再印发。"
            )

    def _write(self, path: Path, content: bytes) -> None:
        _check_free(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with replace_file(path) as temporary:
                temporary.write_bytes(content)
        except PermissionError:
            raise CampaignError(refused_words(path)) from None
        self.outcome.written.append(self.register.campaign.relative(path))


def _check_free(path: Path) -> None:
    if told := shut_words(path):
        raise CampaignError(told)


def _line(text: str) -> str:
    return text.replace("\n", "")
