"""What has to happen by the clock. Each part may run twice or late, and never acts twice."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from governance.models import ScheduleRun
from governance.services.alarms import raise_alarms
from governance.services.calendar import announce_reviews
from governance.services.effects import take_effect
from governance.services.expiry import withdraw_overdue
from governance.services.flagging import withdraw_flagged
from governance.services.keeping import remove_old
from governance.services.lapsing import withdraw_lapsed
from governance.services.mailing import send_digests, send_mails
from governance.services.public_search import catch_up_search
from governance.services.queue import forget_faults
from governance.services.scheduling import publish_due
from governance.services.telling.delivering import deliver
from governance.services.watching import compare_live, mail_anchor

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the schedule: what it does in a few words, and the function that says how much it did."""

    does: str
    run: Callable[[datetime], int]


PARTS = (
    Part("pages taken down by a statement", lambda at: take_effect(at=at)),
    Part("flagged pages taken down", lambda at: withdraw_flagged(at=at)),
    Part("pages taken down whose exception ended", lambda at: withdraw_lapsed(at=at)),
    Part("pages published", lambda at: publish_due(at=at)),
    Part("reviews announced", lambda at: announce_reviews(at=at)),
    Part("pages taken down that were overdue", lambda at: withdraw_overdue(at=at)),
    Part("live pages that differ", lambda at: compare_live(at=at)),
    Part("alarms raised", lambda at: raise_alarms(at=at)),
    Part("anchors mailed", lambda at: mail_anchor(at=at)),
    Part("mails sent", lambda at: send_mails()),
    Part("daily mails sent", lambda at: send_digests(at=at)),
    Part("other machines told", lambda at: deliver(at=at)),
    Part("pages put right in the search", lambda at: catch_up_search()),
    Part("old failures of jobs forgotten", lambda at: forget_faults(at=at)),
    Part("old kept drafts removed", lambda at: remove_old(at=at)),
)


class ScheduleFailed(Exception):
    """Parts of the schedule that failed. The others ran; the next run tries these again."""


def run_schedule(*, at: datetime) -> dict[str, int]:
    """Runs all parts, in their order, and notes that it ran. Returns how much each did, by what it does.

    A part that fails holds up no other. Raises ScheduleFailed in the end, and then it is not noted that it ran, so
    that the site says that its schedule is late.
    """
    done, failed = {}, []
    for part in PARTS:
        try:
            done[part.does] = part.run(at)
        except Exception:
            logger.exception("The schedule failed at: %s", part.does)
            failed.append(part.does)
    if failed:
        raise ScheduleFailed(f"The schedule failed at: {', '.join(failed)}.")
    ScheduleRun.objects.update_or_create(pk=1, defaults={"ran_at": at})
    return done
