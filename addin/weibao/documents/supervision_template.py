"""The Word template of 督办通知, built from code; its tags are filled by `notices`.

The wording that is the same in every notice stands here and can be edited in Word; what depends on the unit comes
through the tags. `FIELDS` says what each tag holds.
"""

from __future__ import annotations

from typing import Final

from weibao.documents import layout as lay
from weibao.documents.kind import Layout
from weibao.documents.layout import Column
from weibao.documents.layouts import compose, fields

NAME: Final = "supervision_notice.docx"

FIELDS: Final = {
    **fields(Layout.GENERAL),
    "依据": "如：根据《……实施方案》和督查督办制度",
    "办公室": "办公室简称",
    "轮次": "如：第1轮",
    "截至": "起草所依据的日期",
    "称谓": "你单位、你镇、你街道",
    "仅未报送": "真：整份清单未报送，没有别的问题",
    "未报送情况": "整份清单未报送时的一句话",
    "项数": "要整改的事项数（数字）",
    "问题段": "按问题归类的各段，每段有 号、题、文",
    "要求": "各条要求的序号：整改、佐证、填报、负面，各有 有（真或假）和 号",
    "时限": "如：于×年×月×日前（自本通知印发之日起10个工作日，按×年×月×日暂算）",
    "超期": "已超过整改时限的事项数（数字）",
    "问题": "问题清单各行，每行有 序号、编号、指标、问题、要求、时限",
}

_COLUMNS: Final = (
    Column("序号", 660, "{{ 行.序号 }}", "WBTableCentre"),
    Column("指标编号", 660, "{{ 行.编号 }}", "WBTableCentre"),
    Column("指标", 1300, "{{ 行.指标 }}"),
    Column("存在问题", 2160, "{{ 行.问题 }}"),
    Column("整改要求", 1984, "{{ 行.要求 }}"),
    Column("整改时限", 2080, "{{ 行.时限 }}", "WBTableCentre"),
)

_REQUIREMENTS: Final = {
    "整改": ("抓好整改落实。", "对照附件逐项整改，把工作做到位，不以会议、照片、台账数量代替实际工作。"),
    "佐证": ("补齐佐证材料。", "按指标登记材料名称、文号、成文日期和存放位置，已经报送的不重复报送。"),
    "填报": ("据实完善填报。", "漏填、错填和前后不一致的据实补填或者更正，没有做到的如实填写。"),
    "负面": (
        "核实负面清单。",
        "逐项核实并据实填写；报告发生的，书面说明情况、处置结果和整改措施，不写未成年人姓名等个人信息。",
    ),
}

_FEEDBACK: Final = "填写指标清单“整改反馈”表，经单位负责人签字盖章后连同电子表格报送{{ 办公室 }}"


def build() -> bytes:
    """The template's bytes, always the same."""
    body = lay.only("仅未报送", *_missing_return()) + lay.only("not 仅未报送", *_problems())
    enclosure = lay.enclosure("附件", "{{ 附件[0] }}", lay.table(_COLUMNS, "行", "问题"), condition="附件")
    return compose(Layout.GENERAL, body, title="督办通知模板", enclosures=[enclosure])


def _missing_return() -> tuple[str, ...]:
    """The text for a unit whose whole return is missing."""
    return (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}组织各单位填报{{ 轮次 }}指标清单。截至{{ 截至 }}，{{ 称谓 }}{{ 未报送情况 }}。"
            "现就有关事项通知如下：",
        ),
        lay.paragraph("WBHeading1", "一、报送内容"),
        lay.paragraph(
            "WBBody",
            "请按照“填报说明”，据实填写{{ 轮次 }}指标清单中的指标清单、佐证材料和负面清单各表。"
            "已经完成的列明佐证材料，尚未完成的说明进展和计划完成时间，没有开展的如实填写；"
            "负面清单逐项填写有无发生，没有发生的填“无”。",
        ),
        lay.paragraph("WBHeading1", "二、报送时限和方式"),
        lay.paragraph(
            "WBBody",
            "请{{ 时限 }}将填写完整的指标清单经单位负责人签字盖章后，连同电子表格报送{{ 办公室 }}。"
            "{% if 超期 %}报送时限已过，请立即报送并说明原因。{% endif %}",
        ),
        lay.paragraph("WBBodyKept", "填报中有疑问的，请与{{ 办公室 }}联系。"),
    )


def _problems() -> tuple[str, ...]:
    """The text for a unit with matters to be put right."""
    return (
        lay.paragraph(
            "WBBody",
            "{{ 依据 }}，{{ 办公室 }}对{{ 轮次 }}指标清单和佐证材料进行了核查。"
            "截至{{ 截至 }}，{{ 称谓 }}有{{ 项数 }}项工作需要整改。现就有关整改事项通知如下：",
        ),
        lay.paragraph("WBHeading1", "一、存在的问题"),
        lay.each("段", "问题段", lay.paragraph("WBBody", ("{{ 段.号 }}{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}")),
        lay.paragraph("WBHeading1", "二、整改要求"),
        *(_requirement(key, *texts) for key, texts in _REQUIREMENTS.items()),
        lay.paragraph("WBHeading1", "三、整改时限和报送方式"),
        lay.paragraph(
            "WBBody",
            f"请{{{{ 时限 }}}}完成整改，{_FEEDBACK}。"
            "{% if 超期 %}其中{{ 超期 }}项已超过整改时限，请立即整改并说明原因。{% endif %}",
        ),
        lay.paragraph("WBBodyKept", "确有困难不能按期完成的，请提前书面说明原因。"),
    )


def _requirement(key: str, heading: str, text: str) -> str:
    """A requirement that appears only where it concerns the unit, with the number that it has there."""
    number = f"{{{{ 要求.{key}.号 }}}}"
    return lay.only(f"要求.{key}.有", lay.paragraph("WBBody", (number + heading, "WBHeading2Text"), text))
