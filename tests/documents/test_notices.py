"""What a 督办通知 says, for every kind of unit and problem."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from documents import notice_samples as samples
from documents.notice_samples import BLANK, NO_EVIDENCE, PARTIAL, SILENT, UNMET, assessment, item, many, paragraphs
from weibao.compute.model import Status
from weibao.compute.settings import Settings
from weibao.documents import notice_words, notices
from weibao.documents.notices import draft_notices, draft_path, supervision_notices
from weibao.documents.supervision_template import FIELDS
from weibao.errors import TemplateError
from weibao.reasons import REASONS
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.compute.model import SupervisionItem
    from weibao.documents.render import Renderer
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@pytest.fixture
def context(rugao: Rulebook, settings: Settings, calendar: WorkCalendar) -> Callable[..., dict[str, Any]]:
    """The context of the only notice that follows from some items."""

    def build(*items: SupervisionItem, settings: Settings = settings, as_of: date = samples.AS_OF) -> dict[str, Any]:
        seen = replace(assessment(items), as_of=as_of)
        (notice,) = supervision_notices(rugao, settings, calendar, seen)
        return dict(notice.context)

    return build


@pytest.fixture
def text(context: Callable[..., dict[str, Any]], renderer: Renderer, tmp_path: Path) -> Callable[..., list[str]]:
    """The paragraphs of the only notice that follows from some items."""

    def build(*items: SupervisionItem, **changes: Any) -> list[str]:
        target = tmp_path / "notice.docx"
        filled = renderer.render(context(*items, **changes), title="", creator="", created=samples.AS_OF)
        target.write_bytes(filled)
        return paragraphs(target)

    return build


def test_the_template_asks_for_exactly_what_a_notice_gives(
    renderer: Renderer, context: Callable[..., dict[str, Any]]
) -> None:
    given = set(context(item("D07", "I22", UNMET)))
    assert renderer.variables == given == set(FIELDS)


def test_a_notice_reads_from_head_to_imprint(text: Callable[..., list[str]]) -> None:
    lines = [line for line in text(item("D07", "I22", PARTIAL, NO_EVIDENCE)) if line]
    assert lines[0] == "如皋市未成年人保护工作领导小组办公室"
    assert lines[1] == "皋未保办〔2023〕\u3000\u3000号"
    assert lines[2].replace("\n", "") == (
        "如皋市未成年人保护工作领导小组办公室关于限期整改未成年人保护示范创建有关问题的通知"
    )
    assert lines[3] == "市教育局："
    assert lines[4].startswith("根据《如皋市创建全国未成年人保护示范县（市）实施方案》")
    assert lines[4].endswith("截至2023年10月9日，你单位有1项工作需要整改。现就有关整改事项通知如下：")
    assert "平安校园（I22）：自评为部分达标（0.5分，满分1分）；未列佐证材料。" in lines
    (limit,) = [line for line in lines if line.startswith("请于")]
    assert limit.startswith("请于2023年10月23日前（自本通知印发之日起10个工作日，按2023年10月9日暂算）完成整改")
    end = lines.index("如皋市未成年人保护工作领导小组办公室", 1)
    assert lines[end - 1 : end + 3] == [
        "附件：整改问题清单",
        "如皋市未成年人保护工作领导小组办公室",
        "2023年\u3000月\u3000日",
        "（联系人：王某某，电话：0000-12345678）",
    ]
    assert lines[end + 3 :] == [
        "附件", "整改问题清单", "序号", "指标编号", "指标", "存在问题", "整改要求", "整改时限",
        "1", "I22", "平安校园", "自评为部分达标（0.5分，满分1分）；未列佐证材料。",
        "补齐未达到的部分，达到要求后补报佐证材料。", "2023年10月23日\n（暂定）",
        "抄送：市人民政府督查室，市人大社会委。", "如皋市未成年人保护工作领导小组办公室2023年\u3000月\u3000日印发",
    ]  # fmt: skip


def test_the_enclosure_is_called_the_same_in_both_places(text: Callable[..., list[str]]) -> None:
    lines = text(item("D07", "I22", UNMET))
    (named,) = [line.removeprefix("附件：") for line in lines if line.startswith("附件：")]
    assert lines[lines.index("附件") + 2] == named
    assert not re.search(r"[。；，、.;]$", named)


def test_many_items_are_grouped_and_numbered(text: Callable[..., list[str]], rugao: Rulebook) -> None:
    lines = text(*many(rugao, "D10", 25))
    assert "你单位有25项工作需要整改" in "".join(lines)
    groups = [line for line in lines if re.match(r"（[一二三四五六]）.*的\d+项。", line)]
    assert [line[:3] for line in groups] == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    assert groups[0].startswith("（一）未达标的6项。")
    assert groups[3].endswith("等6项。") or groups[3].count("、") == 5
    assert groups[-1] == "（五）负面清单未作答的1项。拒不处置交办。"
    assert [line for line in lines if re.fullmatch(r"\d+", line)] == [str(n) for n in range(1, 26)]


def test_only_requirements_that_concern_the_unit_appear_and_are_numbered_through(
    text: Callable[..., list[str]],
) -> None:
    one = "".join(text(item("D07", "I22", NO_EVIDENCE)))
    assert "补齐佐证材料。" in one
    assert "抓好整改落实" not in one
    assert "（一）" not in one
    two = "".join(text(item("D07", "I22", NO_EVIDENCE), item("D07", "V7", samples.VETO_BLANK)))
    assert "（一）补齐佐证材料。" in two
    assert "（二）据实完善填报。" in two
    assert "（三）核实负面清单。" in two


def test_a_missing_return_gets_a_notice_of_its_own(text: Callable[..., list[str]]) -> None:
    lines = text(item("T03", "", SILENT))
    whole = "".join(lines)
    assert "关于限期报送未成年人保护示范创建指标清单的通知" in whole.replace("\n", "")
    assert "城南街道办事处：" in lines
    assert "截至2023年10月9日，你街道第1轮指标清单未报送（报送期限2023年9月15日）。" in whole
    assert "附件" not in whole
    assert "存在的问题" not in whole
    assert lines[-2].endswith("印发")


def test_a_missing_return_beside_other_matters_is_a_row_of_the_list(text: Callable[..., list[str]]) -> None:
    lines = text(item("D07", "I22", UNMET), item("D07", "", SILENT))
    assert "第1轮指标清单" in lines
    assert "（二）指标清单未按要求报送的1项。第1轮指标清单。" in lines
    assert "—" in lines


@pytest.mark.parametrize(
    ("items", "phrase"),
    [
        (
            [item("D07", "I22", UNMET)],
            "于2023年10月23日前（自本通知印发之日起10个工作日，按2023年10月9日暂算）",
        ),
        (
            [
                item("D07", "I22", UNMET, opened=date(2023, 9, 27), due=date(2023, 10, 16)),
                item("D07", "I23", UNMET, opened=date(2023, 8, 1), due=date(2023, 8, 15), status=Status.OVERDUE),
            ],
            "于2023年10月23日前（自本通知印发之日起10个工作日，按2023年10月9日暂算）",
        ),
        (
            [item("D07", "I22", UNMET, opened=date(2023, 8, 1), due=date(2023, 8, 15), status=Status.OVERDUE)],
            "立即",
        ),
    ],
    ids=["new", "listed-before", "overdue"],
)
def test_the_limit_says_how_it_is_counted(
    items: list[SupervisionItem], phrase: str, context: Callable[..., dict[str, Any]]
) -> None:
    assert context(*items)["时限"] == phrase


def test_a_limit_beyond_the_published_holidays_is_left_open(context: Callable[..., dict[str, Any]]) -> None:
    found = context(item("D07", "I22", UNMET), as_of=date(2026, 12, 25))
    assert found["时限"] == "自本通知印发之日起10个工作日内（截止日期印发时填写；节假日安排现只公布到2026年12月31日）"


@pytest.mark.parametrize(("unit", "span"), [("日", "10日"), ("月", "10个月"), ("工作日", "10个工作日")])
def test_the_limit_is_counted_in_the_unit_of_the_setting(
    unit: str, span: str, settings: Settings, context: Callable[..., dict[str, Any]]
) -> None:
    changed = replace(settings, rectify_unit=unit)
    assert f"起{span}，按" in context(item("D07", "I22", UNMET), settings=changed)["时限"]


def test_overdue_items_are_pressed(text: Callable[..., list[str]]) -> None:
    late = item("D07", "I22", UNMET, opened=date(2023, 8, 1), due=date(2023, 8, 15), status=Status.OVERDUE)
    lines = text(late, item("D07", "I23", UNMET))
    assert "其中1项已超过整改时限，请立即整改并说明原因。" in "".join(lines)
    assert "2023年8月15日\n（已超期）" in lines


def test_no_copies_no_line_and_open_settings_leave_visible_blanks(
    text: Callable[..., list[str]], settings: Settings
) -> None:
    empty = replace(settings, cc=(), office_contact="", office_phone="", doc_code="", printer="")
    lines = text(item("D07", "I22", UNMET), settings=empty)
    assert not any(line.startswith("抄送") for line in lines)
    assert "（联系人：××，电话：××）" in lines
    assert "××〔2023〕\u3000\u3000号" in lines


def test_texts_of_units_and_office_stay_literal(text: Callable[..., list[str]]) -> None:
    nasty = ("verified", "核定 0.5 分：见《A&B》<附件>“{{ 7*7 }}”\n第二行", "=1+1；{% if %}")
    lines = text(item("D07", "I22", nasty))
    assert "核定0.5分：见《A&B》<附件>“{{ 7*7 }}”\n第二行。" in lines
    assert "=1+1；{% if %}。" in lines


def test_another_county_needs_no_other_code(village: Rulebook, calendar: WorkCalendar) -> None:
    village_settings, _ = Settings.build(village, {})
    unit, indicator = village.units[0], village.indicators[0]
    (notice,) = supervision_notices(
        village, village_settings, calendar, assessment([item(unit.id, indicator.id, BLANK)])
    )
    whole = str(notice.context)
    assert "如皋" not in whole
    assert "根据《示范谷儿童友好服务区建设办法》" in whole
    assert notice.context["署名"] == village_settings.office


def test_closed_and_settled_items_are_not_asked(rugao: Rulebook, settings: Settings, calendar: WorkCalendar) -> None:
    gone = [item("D07", "I22", UNMET, status=status) for status in (Status.CLOSED, Status.DONE)]
    assert not list(supervision_notices(rugao, settings, calendar, assessment(gone)))


def test_every_reason_has_a_group_and_a_requirement() -> None:
    grouped = {code for codes, _ in notice_words.GROUPS for code in codes}
    assert grouped == set(REASONS)
    for code in REASONS:
        wanted = notice_words.requirements([item("D07", "I01", (code, "甲", "乙"))])
        assert any(duty["有"] for duty in wanted.values()), code


# --- the folder ---------------------------------------------------------------------------------------------


class Run:
    """`draft_notices` over several runs in one folder."""

    def __init__(self, rugao: Rulebook, settings: Settings, calendar: WorkCalendar, out: Path) -> None:
        self.fixed = (rugao, settings, calendar)
        self.out = out
        self.known: dict[str, str] = {}
        self.templates = templates_dir()

    def __call__(self, items: list[SupervisionItem], **when: Any) -> Any:
        report = draft_notices(
            *self.fixed, assessment(items, **when), out=self.out, templates=self.templates, known=self.known
        )
        self.known = report.known
        return report

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.out.rglob("*.docx"))


@pytest.fixture
def run(rugao: Rulebook, settings: Settings, calendar: WorkCalendar, tmp_path: Path) -> Run:
    return Run(rugao, settings, calendar, tmp_path / "文书")


def test_one_draft_for_every_unit_that_is_asked(run: Run) -> None:
    report = run([item("D07", "I22", UNMET), item("D07", "I23", UNMET), item("T03", "", SILENT)])
    assert run.files == ["07 市教育局－督办通知（第1轮）.docx", "43 城南街道－督办通知（第1轮）.docx"]
    assert [path.parent.name for path in report.written] == ["督办通知", "督办通知"]
    assert not run([item("D07", "I22", UNMET), item("D07", "I23", UNMET), item("T03", "", SILENT)]).written


def test_drafts_are_the_same_bytes_every_time(run: Run, tmp_path: Path) -> None:
    run([item("D07", "I22", UNMET)])
    first = (run.out / next(iter(run.known))).read_bytes()
    other = Run(*run.fixed, tmp_path / "别处")
    other([item("D07", "I22", UNMET)])
    assert (other.out / next(iter(other.known))).read_bytes() == first


def test_a_new_day_moves_the_limit_of_an_untouched_draft_but_not_a_touched_one(run: Run) -> None:
    run([item("D07", "I22", UNMET)])
    later = samples.moved([item("D07", "I22", UNMET)], date(2023, 10, 10), date(2023, 10, 24))
    run(later, as_of=date(2023, 10, 10))
    (path,) = run.out.rglob("*.docx")
    assert any("2023年10月24日前" in line for line in paragraphs(path))
    path.write_bytes(path.read_bytes() + b"\0")
    report = run(samples.moved(later, date(2023, 10, 11), date(2023, 10, 25)), as_of=date(2023, 10, 11))
    assert run.files == ["07 市教育局－督办通知（第1轮）.docx"]
    assert not report.findings
    report = run([*later, item("D07", "I23", UNMET)], as_of=date(2023, 10, 11))
    assert run.files == ["07 市教育局－督办通知（第1轮）.docx", "07 市教育局－督办通知（第1轮）（新稿）.docx"]
    assert [finding.code for finding in report.findings] == ["draft-touched"]


def test_a_unit_with_nothing_left_loses_its_draft_and_the_next_round_leaves_old_ones(run: Run) -> None:
    run([item("D07", "I22", UNMET), item("D08", "I01", UNMET)])
    report = run([item("D08", "I01", UNMET)])
    assert [path.name for path in report.removed] == ["07 市教育局－督办通知（第1轮）.docx"]
    run([item("D07", "I22", UNMET)], number=2)
    assert run.files == ["07 市教育局－督办通知（第2轮）.docx", "08 市科技局－督办通知（第1轮）.docx"]
    run([item("D07", "I22", UNMET)], number=12)
    assert len(run.files) == 3


def test_the_clerks_own_template_goes_first_and_its_change_reaches_untouched_drafts(run: Run, tmp_path: Path) -> None:
    from weibao.documents import layout as lay
    from weibao.documents.parts import document

    run([item("D07", "I22", UNMET)])
    run.templates = tmp_path / "模板"
    run.templates.mkdir()
    assert not run([item("D07", "I22", UNMET)]).written  # an empty folder: the shipped template stands
    own = run.templates / notices.NAME
    own.write_bytes(document(lay.paragraph("WBBody", "自拟：{{ 主送 }}"), title="", creator="", created=samples.AS_OF))
    assert len(run([item("D07", "I22", UNMET)]).written) == 1
    (path,) = run.out.rglob("*.docx")
    assert paragraphs(path) == ["自拟：市教育局"]
    own.write_bytes(document(lay.paragraph("WBBody", "{{ 收文单位 }}"), title="", creator="", created=samples.AS_OF))
    with pytest.raises(TemplateError, match="收文单位"):
        run([item("D07", "I22", UNMET)])


def test_empty_particulars_are_reported_once(run: Run, rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {})
    run.fixed = (rugao, settings, run.fixed[2])
    report = run([item("D07", "I22", UNMET), item("D08", "I01", UNMET)])
    assert [finding.code for finding in report.findings] == ["draft-blanks"]
    assert "“办公室联系人”、“办公室联系电话”" in report.findings[0].message
    assert not run([]).findings


def test_names_of_towns_typed_by_the_office_make_sound_file_names(rugao: Rulebook) -> None:
    unit = replace(rugao.units[0], name="经济/开发区", order=41)
    assert draft_path(unit, 2) == "督办通知/41 经济－开发区－督办通知（第2轮）.docx"


def test_progress_is_told(rugao: Rulebook, settings: Settings, calendar: WorkCalendar, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    draft_notices(
        rugao, settings, calendar, assessment([item("D07", "I22", UNMET), item("D08", "I01", UNMET)]),
        out=tmp_path, templates=templates_dir(), known={}, progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert told == [("起草督办通知", 1, 2), ("起草督办通知", 2, 2)]
