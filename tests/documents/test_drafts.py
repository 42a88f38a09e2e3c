"""Nobody's edit of a draft is ever lost: the rules as scenarios over several runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weibao.documents.drafts import Draft, DraftFolder, DraftReport

if TYPE_CHECKING:
    from pathlib import Path

NAME, NEW, NEW2 = "督办/07 甲.docx", "督办/07 甲（新稿）.docx", "督办/07 甲（新稿2）.docx"


class Desk:
    """A clerk's documents folder over several runs; what the programme remembers lies in `known`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, str] = {}

    def run(self, facts: str | None, content: str = "", frozen: tuple[str, ...] = ()) -> DraftReport:
        """Draft one notice resting on `facts` (None: no notice any more), its text being facts and `content`."""
        with DraftFolder(self.folder, self.known, frozen) as folder:
            if facts is not None:
                text = facts + content
                folder.settle(Draft(NAME, "D07", facts, text, lambda: text.encode()))
            folder.clear(lambda path: path.startswith("督办/"))
        self.known = folder.report.known
        return folder.report

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()

    def edit(self, name: str, text: str = "手改") -> None:
        (self.folder / name).write_text(text)

    @property
    def files(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.docx"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "文书")


def codes(report: DraftReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_draft_is_written_once_and_left_alone_while_nothing_changes(desk: Desk) -> None:
    first, second = desk.run("甲"), desk.run("甲")
    assert [path.name for path in first.written] == ["07 甲.docx"]
    assert not second.written
    assert [path.name for path in second.unchanged] == ["07 甲.docx"]


def test_an_untouched_draft_follows_the_facts_and_the_date(desk: Desk) -> None:
    desk.run("甲")
    desk.run("乙")
    assert desk.text(NAME) == "乙"
    desk.run("乙", "，改日")
    assert desk.text(NAME) == "乙，改日"
    assert desk.files == [NAME]


def test_a_touched_draft_stays_and_a_new_day_alone_makes_no_new_one(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    report = desk.run("甲", "，改日")
    assert desk.text(NAME) == "手改"
    assert desk.files == [NAME]
    assert not codes(report)
    assert (report.unchanged, report.kept) == ([], {desk.folder / NAME: "draft-touched"})


def test_changed_facts_put_one_new_draft_beside_a_touched_one(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    report = desk.run("乙")
    assert desk.text(NAME) == "手改"
    assert desk.text(NEW) == "乙"
    assert codes(report) == ["draft-touched"]
    assert "07 甲（新稿）.docx" in report.findings[0].message
    assert report.findings[0].file == "文书/督办/07 甲.docx"
    again = desk.run("乙")
    assert not again.written
    assert codes(again) == ["draft-touched"]  # as long as the clerk has not compared
    desk.run("丙")
    assert desk.files == [NAME, NEW]
    assert desk.text(NEW) == "丙"


def test_a_touched_new_draft_is_kept_as_well(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    desk.run("乙")
    desk.edit(NEW, "又改")
    assert not desk.run("乙").written
    report = desk.run("丙")
    assert desk.files == sorted([NAME, NEW, NEW2])
    assert (desk.text(NAME), desk.text(NEW), desk.text(NEW2)) == ("手改", "又改", "丙")
    assert codes(report) == ["draft-touched", "draft-touched"]


def test_a_new_draft_goes_when_the_facts_return_to_what_the_touched_one_says(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    desk.run("乙")
    report = desk.run("甲")
    assert desk.files == [NAME]
    assert [path.name for path in report.removed] == ["07 甲（新稿）.docx"]
    assert not codes(report)


def test_a_new_draft_that_the_clerk_deleted_comes_again_only_with_new_facts(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    desk.run("乙")
    (desk.folder / NEW).unlink()
    assert not codes(desk.run("乙"))
    assert desk.files == [NAME]
    assert codes(desk.run("丙")) == ["draft-touched"]
    assert desk.files == [NAME, NEW]


def test_a_new_draft_put_in_the_place_of_the_old_one_is_ours_again(desk: Desk) -> None:
    desk.run("甲")
    desk.edit(NAME)
    desk.run("乙")
    (desk.folder / NEW).replace(desk.folder / NAME)
    assert not codes(desk.run("乙"))
    desk.run("丙")
    assert desk.files == [NAME]
    assert desk.text(NAME) == "丙"


def test_a_deleted_draft_is_made_again(desk: Desk) -> None:
    desk.run("甲")
    (desk.folder / NAME).unlink()
    desk.run("甲")
    assert desk.text(NAME) == "甲"


def test_a_draft_that_is_no_longer_needed_is_removed_unless_touched(desk: Desk) -> None:
    desk.run("甲")
    report = desk.run(None)
    assert [path.name for path in report.removed] == ["07 甲.docx"]
    assert (desk.files, desk.known) == ([], {})
    desk.run("甲")
    desk.edit(NAME)
    assert codes(desk.run(None)) == ["draft-obsolete"]
    assert desk.text(NAME) == "手改"


def test_drafts_of_other_rounds_are_left_alone(desk: Desk) -> None:
    desk.run("甲")
    with DraftFolder(desk.folder, desk.known) as folder:
        folder.clear(lambda path: "第2轮" in path)
    assert desk.files == [NAME]
    assert folder.report.known == desk.known


def test_without_history_a_file_counts_as_touched_unless_it_is_just_what_we_would_write(desk: Desk) -> None:
    desk.run("甲")
    desk.known = {}
    assert not codes(desk.run("甲"))
    desk.run("乙")
    assert (desk.text(NAME), desk.files) == ("乙", [NAME])
    desk.known = {}
    assert codes(desk.run("丙")) == ["draft-touched"]
    assert (desk.text(NAME), desk.text(NEW)) == ("乙", "丙")


def test_a_receipt_that_cannot_be_read_protects_its_file(desk: Desk) -> None:
    desk.run("甲")
    desk.known[NAME] = "?"
    desk.run("乙")
    assert (desk.text(NAME), desk.text(NEW)) == ("甲", "乙")


@pytest.mark.parametrize("owner", ["~$ 甲.docx", "~$07 甲.docx"])
def test_a_draft_that_is_open_in_word_waits(desk: Desk, owner: str) -> None:
    desk.run("甲")
    lock = desk.folder / "督办" / owner
    lock.touch()
    assert codes(desk.run("乙")) == ["draft-open"]
    assert desk.text(NAME) == "甲"
    lock.unlink()
    desk.run("乙")
    assert desk.text(NAME) == "乙"


def test_a_read_only_draft_is_called_that_and_left(desk: Desk) -> None:
    desk.run("甲")
    (desk.folder / NAME).chmod(0o444)
    for facts in ("乙", None):
        report = desk.run(facts)
        assert codes(report) == ["draft-read-only"]
        assert report.findings[0].message.startswith("草稿“07 甲.docx”是只读文件，没有动它")
        assert desk.text(NAME) == "甲"
    (desk.folder / NAME).chmod(0o644)
    desk.run("乙")
    assert desk.text(NAME) == "乙"


def test_a_draft_that_windows_holds_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("甲")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", refuse)
        assert codes(desk.run("乙")) == ["draft-open"]
        patch.setattr("pathlib.Path.unlink", refuse)
        assert codes(desk.run(None)) == ["draft-open"]
    assert desk.text(NAME) == "甲"


def test_many_drafts_go_to_their_places_together_and_those_of_a_run_that_stops_do_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weibao.documents.drafts._TOGETHER", 3)
    drafts = [Draft(f"督办/{n}.docx", f"D{n}", "甲", "甲", f"第{n}份".encode) for n in range(8)]
    seen = []

    def run(*, stops: bool) -> None:
        with DraftFolder(desk.folder, {}) as folder:
            for draft in drafts:
                folder.settle(draft)
                seen.append(len(folder.report.known))
            if stops:
                raise ZeroDivisionError
        assert [path.name for path in folder.report.written] == [f"{n}.docx" for n in range(6, 8)]

    with pytest.raises(ZeroDivisionError):
        run(stops=True)
    assert seen == [0, 0, 3, 3, 3, 6, 6, 6]
    assert len([path for path in desk.folder.rglob("*") if path.is_file()]) == 6
    run(stops=False)
    assert desk.files == [draft.path for draft in drafts]


@pytest.mark.parametrize("opens", [True, False])
def test_a_draft_that_somebody_takes_up_before_it_is_in_its_place_stays_his(desk: Desk, *, opens: bool) -> None:
    desk.run("甲")
    with DraftFolder(desk.folder, desk.known) as folder:
        folder.settle(Draft(NAME, "D07", "乙", "乙", "乙".encode))
        if opens:
            (desk.folder / "督办" / ".~lock.07 甲.docx#").write_text("office")
        else:
            desk.edit(NAME)
    assert codes(folder.report) == ["draft-open"]
    assert folder.report.known == desk.known
    assert desk.text(NAME) == ("甲" if opens else "手改")


def test_what_has_been_approved_is_never_written_again(desk: Desk) -> None:
    desk.run("甲")
    report = desk.run("甲", "，日期往后一天", frozen=(NAME,))
    assert (report.written, codes(report)) == ([], [])
    report = desk.run("乙", frozen=(NAME,))
    assert codes(report) == ["draft-frozen"]
    assert (desk.text(NAME), desk.text(NEW)) == ("甲", "乙")


def test_what_has_been_approved_stays_when_nobody_asks_for_it_any_more(desk: Desk) -> None:
    desk.run("甲")
    report = desk.run(None, frozen=(NAME,))
    assert (report.removed, codes(report), desk.text(NAME)) == ([], [], "甲")
    assert report.left == [NAME]  # whoever knows the register says whether that is worth a word
    assert desk.run("甲", frozen=(NAME,)).left == []
    desk.known.clear()  # the history was lost
    assert desk.run(None, frozen=(NAME, "没有.docx")).left == [NAME]


def test_what_has_been_approved_and_moved_away_is_not_written_in_its_place(desk: Desk) -> None:
    desk.run("甲")
    (desk.folder / NAME).rename(desk.folder / "已签.docx")
    assert desk.run("甲", "，日期往后一天", frozen=(NAME,)).written == []
    desk.known.clear()
    assert desk.run("甲", frozen=(NAME,)).written == []
    assert desk.files == ["已签.docx"]


def test_new_facts_of_what_was_moved_away_go_into_a_new_draft(desk: Desk) -> None:
    desk.run("甲")
    (desk.folder / NAME).rename(desk.folder / "已签.docx")
    desk.run("乙", frozen=(NAME,))
    assert desk.files == sorted([NEW, "已签.docx"])
