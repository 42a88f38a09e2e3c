"""The closed lists of the computation, each value with its official word."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """完成情况 of a row."""

    MET = "MET"
    PARTIAL = "PARTIAL"
    UNMET = "UNMET"
    UNASSESSED = "UNASSESSED"

    @property
    def label(self) -> str:
        """The official word."""
        return {"MET": "达标", "PARTIAL": "部分达标", "UNMET": "未达标", "UNASSESSED": "未评"}[self.value]


class Role(StrEnum):
    """本单位角色. 牵头 and 独立 are the claimants."""

    LEAD = "牵头"
    SOLE = "独立"
    CO = "配合"

    @property
    def claims(self) -> bool:
        """Whether it may state a score."""
        return self is not Role.CO


class Light(StrEnum):
    """督办的灯. Never shown by colour alone."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NONE = "none"

    @property
    def label(self) -> str:
        """The official word."""
        return {"red": "红灯", "yellow": "黄灯", "green": "绿灯", "none": ""}[self.value]


class Status(StrEnum):
    """Where a row or a supervision item stands (a closed list of the contract)."""

    DONE = "done"  # full marks
    OPEN = "open"  # not full, time in hand
    DUE_SOON = "due_soon"  # not full, the deadline is near
    OVERDUE = "overdue"  # not full, the deadline has passed
    UNASSESSED = "unassessed"  # no claimant has spoken yet, time in hand
    REVIEW = "review"  # verified, but a later claim differs (待复核)
    CLOSED = "closed"  # a supervision item that the office closed (销号)
    DRAFTED = "drafted"  # a supervision item that no notice has put on the list yet (拟督办): no limit runs
    UPCOMING = "upcoming"  # a 时间节点 whose period has not begun
    PASSED = "passed"  # a 时间节点 whose day is over; whether it was reached is not recorded

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "done": "已完成", "open": "推进中", "due_soon": "临期", "overdue": "逾期",
            "unassessed": "未评", "review": "待复核", "closed": "已销号",
            "drafted": "拟督办", "upcoming": "未开始", "passed": "已过",
        }[self.value]  # fmt: skip


class Verdict(StrEnum):
    """推荐意见 by the number of vetoes that count."""

    CLEAR = "clear"
    CAUTIOUS = "cautious"
    NOT_RECOMMENDED = "not_recommended"
    UNDECIDED = "undecided"


class ReturnStatus(StrEnum):
    """How a unit stands with its return of a round."""

    MISSING = "missing"
    RETURNED = "returned"
    CHOOSE = "choose"  # two different files, none counts until the clerk chooses
    WAITING = "waiting"  # one counts, a later different one waits for the clerk
    SENT_BACK = "sent_back"
    SET_ASIDE = "set_aside"  # something came, but it cannot be read or is not this unit's

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "missing": "未报送", "returned": "已报送", "choose": "待选择文件",
            "waiting": "有新文件待确认", "sent_back": "已退回", "set_aside": "已交，未计入",
        }[self.value]  # fmt: skip

    @property
    def counts(self) -> bool:
        """Whether the unit has a return that counts."""
        return self in (ReturnStatus.RETURNED, ReturnStatus.WAITING)


class Mode(StrEnum):
    """方式 of a supervision item: 督办, 立即整改 or 挂牌督办."""

    ORDINARY = "ordinary"
    IMMEDIATE = "immediate"
    LISTED = "listed"

    @property
    def label(self) -> str:
        """The official word."""
        return {"ordinary": "一般", "immediate": "立即整改", "listed": "挂牌督办"}[self.value]


class Escalation(StrEnum):
    """提级: where a matter goes that was urged in vain."""

    CIRCULAR = "circular"
    REPORT = "report"

    @property
    def label(self) -> str:
        """The official word."""
        return {"circular": "通报", "report": "上报"}[self.value]


class Step(StrEnum):
    """The stage of a supervision item, in the order in which it may pass them."""

    DRAFTED = "drafted"  # no notice of it has gone out
    OPENED = "opened"
    REMINDING = "reminding"  # the limit is near
    URGING = "urging"  # the limit has passed
    CIRCULATING = "circulating"  # urged in vain: to be made known to all
    REPORTING = "reporting"  # urged in vain: to be reported to the superior
    CHECKING = "checking"  # the unit says that it is done, or nothing is left to ask: the office checks and closes
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "drafted": "拟立项", "opened": "立项", "reminding": "临近提醒", "urging": "到期催办",
            "circulating": "通报", "reporting": "上报", "checking": "待销号", "closed": "销号",
        }[self.value]  # fmt: skip
