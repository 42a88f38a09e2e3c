"""`weibao documents`: a draft is approved, numbered, issued, withdrawn; the sheet counts, no hand's edit is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from cli.conftest import Run
from cli.desk import FIRST, ITEM, SECOND, SENT, SIGNED, VILLAGE, Office, load_rulebook, numbered
from weibao.campaign import received
from weibao.campaign.store import Store
from weibao.cli.document_views import ahead, named, row
from weibao.compute.model import Paper, PaperState
from weibao.documents.package import DOCUMENT_PART, read_package, write_package
from weibao.rulebook.model import DocumentRule
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office
from weibao.system_words import argument


def test_the_whole_life_of_a_document(office: Office) -> None:
    assert [item["next"] for item in office.listed()["documents"]] == ["核稿签发", "核稿签发"]
    office.approve(FIRST)
    done = office.run("number", office.file(FIRST))["documents"]
    assert (done[0]["doc_no"], done[0]["dated"], done[0]["to"]) == ("示谷管〔2026〕1号", "2026-03-10", "谷文化站")
    draft = "2026年3月9日前（自本通知印发之日起5日，按2026年3月2日暂算）"
    copy = numbered("1", FIRST)
    assert office.texts(copy) == [
        ("doc_no", "示谷管〔2026〕1号"), ("limit", draft), ("limit", "2026年3月9日\n（暂定）"),
        ("dated", "2026年3月10日"), ("printed", "2026年　月　日"),
    ]  # fmt: skip
    office.run("issue", "示谷管〔2026〕1号", "--date", SENT)
    assert office.texts(copy)[1:] == [
        ("limit", "2026年3月17日前（自本通知印发之日起5日）"), ("limit", "2026年3月17日"), ("dated", "2026年3月10日"),
        ("printed", "2026年3月12日"),
    ]  # fmt: skip
    closures = read_office(office.campaign.ledger, load_rulebook(VILLAGE))[0].closures
    assert closures[ITEM].opened == SENT
    result = office.run("withdraw", office.file(FIRST), "--reason", "主送单位写错", "--date", "2026-03-20")
    assert result["written"] == ["文书/撤回通知/示谷管〔2026〕1号－撤回通知.docx"]
    office.approve("撤回通知/示谷管〔2026〕1号－撤回通知.docx", on=date(2026, 3, 20))
    office.run("number", office.file("撤回通知"))
    old, new = office.papers
    assert (old.state.label, old.related, old.note) == ("撤回", "示谷管〔2026〕2号", "撤回：主送单位写错")
    assert (new.doc_no, new.related, new.state.label) == ("示谷管〔2026〕2号", "示谷管〔2026〕1号", "编号")
    assert office.listed()["messages"] == []


def test_nothing_is_issued_before_its_limit_can_be_counted(office: Office) -> None:
    office.approve(FIRST)
    office.run("number", office.file(FIRST))
    copy = numbered("1", FIRST)
    before = office.file(copy).read_bytes()
    refused = office.run("issue", "示谷管〔2026〕1号", "--date", "2026-12-30", code=2)
    assert "“节假日”表" in refused
    assert office.file(copy).read_bytes() == before
    fill_ledger(
        office.campaign.ledger, load_rulebook(VILLAGE), {"节假日": [("", {"日期": date(2027, 1, 1), "类型": "放假"})]}
    )
    office.run("issue", "示谷管〔2026〕1号", "--date", "2026-12-30")
    assert ("limit", "2027年1月4日前（自本通知印发之日起5日）") in office.texts(copy)


@pytest.mark.parametrize("step", ["approve", "number", "issue"])
def test_nobody_is_named_in_what_goes_on_its_way(office: Office, step: str) -> None:
    file = FIRST
    if step != "approve":
        office.approve(FIRST)
    if step == "issue":
        office.run("number", office.file(FIRST))
        file = numbered("1", FIRST)
    parts = read_package(office.file(file).read_bytes())
    typed = "完成整改，联系王小红（女，9岁）家长13812345678"
    parts[DOCUMENT_PART] = parts[DOCUMENT_PART].replace("完成整改".encode(), typed.encode(), 1)
    office.file(file).write_bytes(edited := write_package(parts))
    names = ("--reviewer", "王核", "--signer", "李签") if step == "approve" else ()
    day = ("--date", SENT) if step == "issue" else ()
    refused = office.run(step, office.file(file), *names, *day, code=2)
    assert "正文“" in refused
    assert "手机号码" in refused
    assert "13812345678" not in refused
    assert office.file(file).read_bytes() == edited
    assert step != "number" or not office.file(numbered("1", FIRST)).exists()


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_draft_that_is_open_waits(office: Office, lock: str) -> None:
    path = office.file(FIRST)
    path.with_name(lock.format(path.name)).write_text("甲", encoding="utf-8")
    assert "打开" in office.run("approve", path, "--reviewer", "王核", "--signer", "李签", code=2)


def test_a_hand_edit_is_kept_and_the_draft_stays_as_it_is(office: Office) -> None:
    office.approve(FIRST)
    parts = read_package(office.file(FIRST).read_bytes())
    parts[DOCUMENT_PART] = parts[DOCUMENT_PART].replace("完成整改".encode(), "完成全部整改".encode())
    office.file(FIRST).write_bytes(edited := write_package(parts))
    found = office.run("number", office.file(FIRST))["messages"]
    assert [item["code"] for item in found] == ["paper-edited"]
    assert office.file(FIRST).read_bytes() == edited
    assert "完成全部整改".encode() in read_package(office.file(numbered("1", FIRST)).read_bytes())[DOCUMENT_PART]


def test_a_control_that_is_gone_is_told_with_what_to_type(office: Office) -> None:
    parts = read_package(office.file(FIRST).read_bytes())
    parts[DOCUMENT_PART] = parts[DOCUMENT_PART].replace(b'w:val="weibao:doc_no"', b'w:val="mine"')
    office.file(FIRST).write_bytes(write_package(parts))
    office.approve(FIRST)
    (message,) = office.run("number", office.file(FIRST))["messages"]
    assert message["code"] == "control-gone"
    assert "示谷管〔2026〕1号" in message["message"]


def test_the_number_typed_in_the_sheet_counts(office: Office) -> None:
    office.approve(FIRST, SECOND)
    fill_ledger(
        office.campaign.ledger, load_rulebook(VILLAGE), {}, cells={"文号登记": {"A4": "示谷管[2026]第07号"}}
    )  # fmt: skip
    office.run("number", office.file("督办通知"))
    assert [paper.doc_no for paper in office.papers] == ["示谷管〔2026〕7号", "示谷管〔2026〕8号"]
    assert office.listed()["gaps"] == [f"示谷管〔2026〕{place}号" for place in range(1, 7)]


def test_a_number_taken_elsewhere_is_given_by_hand_and_never_twice(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST), "--number", "12")
    error = office.run("number", office.file(SECOND), "--number", "示谷管〔2026〕12号", code=2)
    assert "已经用过" in error
    assert office.run("number", office.file(SECOND))["documents"][0]["doc_no"] == "示谷管〔2026〕13号"


def test_a_number_given_up_is_void_with_a_reason_and_stays_taken(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    assert "原因" in office.run("withdraw", office.file(FIRST), code=2)
    office.run("withdraw", "示谷管〔2026〕1号", "--reason", "事项已办结")
    assert (office.papers[0].state.label, office.papers[0].note) == ("作废", "作废：事项已办结")
    assert office.run("number", office.file(SECOND))["documents"][0]["doc_no"] == "示谷管〔2026〕2号"
    office.approve(FIRST)
    assert office.run("number", office.file(FIRST))["documents"][0]["doc_no"] == "示谷管〔2026〕3号"


def test_the_register_makes_a_lost_history_anew(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    office.lose_history()
    assert office.run("number", office.file(SECOND))["documents"][0]["doc_no"] == "示谷管〔2026〕2号"
    assert office.listed()["messages"] == []


def test_a_row_that_was_deleted_is_missed_and_its_number_not_given_again(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    blank = {f"{column}4": "" for column in "ABCDEFGHIJKLMN"}
    fill_ledger(office.campaign.ledger, load_rulebook(VILLAGE), {}, cells={"文号登记": blank})
    assert [item["code"] for item in office.listed()["messages"]] == ["number-lost"]
    assert office.run("number", office.file(SECOND))["documents"][0]["doc_no"] == "示谷管〔2026〕2号"


def test_the_sheet_may_change_a_number_and_the_file_follows(office: Office) -> None:
    office.approve(FIRST)
    office.run("number", office.file(FIRST))
    office.type("文号登记", "示谷管〔2026〕1号", 文号="示谷管〔2026〕5号")
    assert [item["code"] for item in office.listed()["messages"]] == ["number-changed"]
    office.run("number", "示谷管〔2026〕5号")
    assert ("doc_no", "示谷管〔2026〕5号") in office.texts(numbered("5", FIRST))
    assert office.papers[0].file == numbered("5", FIRST)


def test_with_as_of_nothing_is_written(office: Office) -> None:
    office.approve(FIRST)
    before = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}
    result = office.run("number", office.file(FIRST), "--as-of", "2026-03-11")
    assert (result["trial"], result["documents"][0]["doc_no"]) == (True, "示谷管〔2026〕1号")
    assert {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()} == before


def test_nothing_is_skipped_on_the_way(office: Office) -> None:
    assert "还没有签发" in office.run("number", office.file(FIRST), code=2)
    assert "前面的手续" in office.run("issue", office.file(FIRST), code=2)
    assert "核稿人" in office.run("approve", office.file(FIRST), "--signer", "李签", code=2)
    assert "签发人" in office.run("approve", office.file(FIRST), "--reviewer", "王核", code=2)
    office.approve(FIRST)
    assert "还没有编号" in office.run("issue", office.file(FIRST), code=2)
    assert "早于" in _issued_too_early(office)
    assert office.run("issue", office.file("督办通知"))["documents"] == []


def _issued_too_early(office: Office) -> str:
    office.run("number", office.file(FIRST))
    error: str = office.run("issue", office.file(FIRST), "--date", "2026-03-09", code=2)
    office.run("withdraw", office.file(FIRST), "--reason", "试一试")
    return error


def test_a_file_in_the_way_is_never_overwritten(office: Office) -> None:
    office.approve(FIRST)
    there = office.file(numbered("1", FIRST))
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    assert "没有覆盖" in office.run("number", office.file(FIRST), code=2)
    assert there.read_bytes() == b"mine"
    there.unlink()
    assert office.run("number", office.file(FIRST))["documents"][0]["doc_no"] == "示谷管〔2026〕1号"


def test_an_open_ledger_is_said_before_anything_is_numbered(office: Office) -> None:
    office.approve(FIRST)
    office.campaign.ledger.with_name(f"~${office.campaign.ledger.name}").touch()
    assert "打开" in office.run("number", office.file(FIRST), code=2)
    assert not office.file("印发").exists()
    live = office.run("number", office.file(FIRST), "--live")["live"]
    typed = {cell["value"] for cell in live["cells"] if isinstance(cell["value"], str)}
    assert {"示谷管〔2026〕1号", "编号"} <= typed


def test_a_copy_that_word_has_open_waits(office: Office) -> None:
    office.approve(FIRST)
    office.run("number", office.file(FIRST))
    copy = office.file(numbered("1", FIRST))
    copy.with_name(f"~${copy.name[2:]}").touch()
    before = copy.read_bytes()
    assert "打开" in office.run("issue", office.file(FIRST), "--date", SENT, code=2)
    assert (copy.read_bytes(), office.papers[0].state.label) == (before, "编号")


def test_a_document_that_another_one_corrects_names_it(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST), office.file(SECOND))
    office.run("issue", office.file(FIRST), "--date", SENT)
    how = (office.file(FIRST), "--as", "更正", "--reason", "时限写错", "--by")
    assert "自己的文号" in office.run("withdraw", *how, "示谷管〔2026〕1号", code=2)
    done = office.run("withdraw", *how, "示谷管〔2026〕2号")
    assert done["written"] == []
    old, new = office.papers
    assert (old.state.label, old.related, new.related) == ("更正", new.doc_no, old.doc_no)


def test_who_is_to_be_heard_before_is_told_until_it_is_written_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DocumentRule, "must_hear", property(lambda rule: rule.id == "supervision_notice"))
    done = office.run("approve", office.file(FIRST), "--reviewer", "王核", "--signer", "李签", "--date", SIGNED)
    assert [item["code"] for item in done["messages"]] == ["paper-unheard"]
    assert "paper-unheard" in [item["code"] for item in office.listed()["messages"]]
    office.type("文号登记", "", 标题="别的文书")  # no document of ours: nothing is asked of it
    heard = "谷文化站，3月9日，无意见"
    done = office.run("approve", office.file(SECOND), "--reviewer", "王核", "--signer", "李签", "--heard", heard)
    assert done["messages"] == []
    assert {paper.file: paper.heard for paper in office.papers if paper.file} == {FIRST: "", SECOND: heard}
    assert office.run("number", office.file(FIRST))["messages"][0]["code"] == "paper-unheard"
    office.run("issue", office.file(FIRST), "--date", SENT)
    assert "paper-unheard" not in [item["code"] for item in office.listed()["messages"]]


def test_what_was_received_is_listed_by_urgency(office: Office, weibao: Run) -> None:
    rows: list[dict[str, str | date]] = [
        {"收文编号": "收1", "标题": "关于报送材料的函", "来文单位": "谷文化站", "办理时限": date(2026, 3, 9)},
        {"收文编号": "收2", "标题": "请示", "签收人": "甲", "办理时限": date(2026, 3, 12)},
        {"收文编号": "收3", "标题": "报告", "签收人": "甲", "办结日期": date(2026, 3, 2)},
    ]
    fill_ledger(office.campaign.ledger, office.campaign.rulebook, {"收文登记": [("", row) for row in rows]})
    listed = weibao("documents", "list", office.root, "--as-of", "2026-03-10", "--json").json
    assert [(item["no"], item["status"], item["days_left"]) for item in listed["received"]] == [
        ("收1", "overdue", -1), ("收2", "due_soon", 2), ("收3", "done", None),
    ]  # fmt: skip
    told = {item["code"]: item["cell"] for item in listed["messages"]}
    assert told == {"incoming-overdue": "A4", "incoming-due-soon": "A5", "incoming-unsigned": "A4"}
    out = weibao("documents", "list", office.root, "--as-of", "2026-03-10", "--received").out
    assert "逾期（未签收）" in out
    status = weibao("status", office.root, "--as-of", "2026-03-10", "--json").json
    assert status["received"] == {"overdue": 1, "due_soon": 1, "unsigned": 1, "open": 0, "done": 1}
    shown = weibao("status", office.root, "--as-of", "2026-03-10").out
    assert "收文 3 件：逾期 1，临期 1，待签收 1，已办结 1" in shown


def test_meetings_of_the_year_and_decisions_are_told(office: Office, weibao: Run) -> None:
    rows: list[dict[str, str | date]] = [
        {"会议编号": "H1", "会议种类": "示范谷谷务会议", "日期": date(2026, 3, 1)},
        {"会议编号": "H2", "会议名称": "碰头会", "日期": date(2026, 4, 1)},
    ]
    decision: dict[str, str | date] = {
        "事项编号": "H1-1",
        "会议编号": "H1",
        "议定内容": "修桥",
        "办理时限": date(2026, 3, 9),
    }
    entries = {"会议台账": [("", row) for row in rows], "议定事项": [("", decision)]}
    fill_ledger(office.campaign.ledger, office.campaign.rulebook, entries)
    status = weibao("status", office.root, "--as-of", "2026-03-17", "--json").json
    (duty,) = [item for item in status["meetings"]["years"] if item["year"] == 2026]
    assert (duty["name"], duty["held"], duty["lacking"], duty["light"]) == ("示范谷谷务会议", 1, 1, "green")
    assert duty["norms"] == [{"place": "附件3第一条", "indicator": None, "times": 2, "met": False}]
    expected = {"no_minutes": 1, "held": 0, "planned": 1, "signed": 0, "issued": 0, "not_issued": 0}
    assert status["meetings"]["states"] == expected
    counts = {"overdue": 1, "due_soon": 0, "unclear": 0, "open": 0, "unreported": 0, "done": 0}
    assert status["decisions"] == counts
    shown = weibao("status", office.root, "--as-of", "2026-03-17").out
    assert "会议 2026年示范谷谷务会议已开 1 次：没有达到附件3第一条要求的每年2次；还差 1 次" in shown
    assert "手续要办的 1 次：H1（缺纪要：纪要报批）。" in shown
    assert "议定事项 1 件：逾期 1。" in shown


def test_history_and_received_papers_are_read_once(
    office: Office, weibao: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()

    def counted(owner: object, name: str) -> None:
        real = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *args, **words: read.update([name]) or real(*args, **words))

    counted(received, "incoming_states")
    office.listed()
    assert read == {"incoming_states": 1}
    counted(Store, "issued")
    counted(Store, "used")
    assert weibao("status", office.root, "--as-of", "2026-03-02").code == 0
    assert read == {"incoming_states": 2, "issued": 1, "used": 1}


def test_who_signs_and_who_is_heard_before_is_said() -> None:
    rule = DocumentRule(id="work_points", title="年度工作要点", signatory="组长", heard="成员单位", assumption="测试")
    assert ahead(row(Paper(title="要点"), rule)) == "核稿签发（组长签发；先征求意见：成员单位）"
    assert ahead(row(Paper(title="要点", state=PaperState.SIGNED), rule)) == "编号"
    assert ahead(row(Paper(title="要点", state=PaperState.SIGNED), replace(rule, code=""))) == "印发"
    assert ahead(row(Paper(title="要点"))) == "核稿签发"
    own = replace(rule, code="", signer="", signatory="所在单位", heard="")
    assert ahead(row(Paper(title="备案函"), own)) == "送单位填写，由所在单位自行签发"


@pytest.mark.parametrize("name", ["没有的.docx", "示谷管〔2026〕99号"])
def test_what_is_not_there_is_said(office: Office, name: str) -> None:
    assert name in office.run("approve", name, "--reviewer", "王核", code=2)


def told(office: Office, weibao: Run, *arguments: object) -> str:
    """What the clerk reads on the screen."""
    return weibao("documents", *arguments, "--campaign", office.root).out


def test_what_was_taken_is_said_with_names_and_days(office: Office, weibao: Run) -> None:
    names = ("--reviewer", "王核", "--signer", "李签", "--date", SIGNED)
    assert "（谷文化站），核稿人王核（2026年3月10日），签发人李签（2026年3月10日）" in told(
        office, weibao, "approve", office.file(FIRST), *names
    )
    assert "，成文日期2026年3月10日" in told(office, weibao, "number", office.file(FIRST))
    again = office.run("approve", office.file(FIRST), "--reviewer", "王核", "--signer", "李签", code=2)
    assert "“文号登记”第 4 行" in again
    assert "请作废（命令行用 weibao documents withdraw）" in again


def test_a_file_that_bears_its_number_is_not_told_twice(office: Office) -> None:
    paper = Paper(doc_no="皋未保〔2023〕1号", title="通知", file="印发/皋未保〔2023〕1号 领导小组－成员调整通知.docx")
    assert named(row(paper)) == "通知（领导小组－成员调整通知）"


def test_numbers_that_are_passed_over_are_told_at_once(office: Office) -> None:
    office.approve(FIRST, SECOND)
    office.run("number", office.file(FIRST))
    (message,) = office.run("number", office.file(SECOND), "--number", "12")["messages"]
    assert message["code"] == "number-skipped"
    assert "“示谷管〔2026〕12号”跳过 示谷管〔2026〕2—11号" in message["message"]


NAMES = ("--reviewer", "王核", "--signer", "李签")


def test_nothing_is_signed_before_the_day_of_its_figures(office: Office) -> None:
    """By command; what the office typed into the sheet itself counts, and is told at every step until it is mended."""
    root = argument(office.campaign.root)
    for day in ("2026-03-01", "2026-01-31"):
        refused = office.run("approve", office.file(FIRST), *NAMES, "--date", day, code=2)
        for said in ("2026-03-02 的情况", f"签发日期 {day}", f"weibao notices {root} --as-of {day}", "以表中所填为准"):
            assert said in refused
        assert office.papers == ()
    assert office.run("approve", office.file(FIRST), *NAMES, "--date", "2026-03-02")["messages"] == []
    assert office.run("number", office.file(FIRST))["messages"] == []


@pytest.mark.parametrize("state", ["签发", ""])
def test_a_day_before_the_figures_that_the_sheet_says_counts_and_is_told(office: Office, state: str) -> None:
    early = date(2026, 3, 1)
    row = {"文件": FIRST, "核稿人": "王核", "核稿日期": early, "签发人": "李签", "签发日期": early, "状态": state}
    cells = {key: value for key, value in row.items() if value}
    fill_ledger(office.campaign.ledger, load_rulebook(VILLAGE), {"文号登记": [("", cells)]})
    assert [item["code"] for item in office.listed()["messages"]] == ["paper-older"]
    done = office.run("number", office.file(FIRST))
    assert [item["code"] for item in done["messages"]] == ["paper-older"]
    assert done["documents"][0]["dated"] == "2026-03-01"
