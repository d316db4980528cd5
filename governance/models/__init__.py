"""The records of governance. Those named in `governance.database.append_only.APPEND_ONLY` never change once written."""

from governance.models.audit import AuditEntry, Outcome
from governance.models.checklist import Checklist, ChecklistPoint
from governance.models.citations import Citation, CitationSettlement, RetractionNotice
from governance.models.comment import Comment, CommentAnswer, CommentResolution
from governance.models.exceptions import ExceptionGrant, ExceptionRequest
from governance.models.findings import Extraction, FoundClaim, JudgedClaim, Settlement, Settling
from governance.models.invitation import Invitation, InvitationEnd, InvitationUse
from governance.models.keeping import KeptDraft, Presence
from governance.models.notices import MailChoice, MailWish, Notice, NoticeKind
from governance.models.people import Person, Physician
from governance.models.publication import Live, Publication, PublicationLink, Withdrawal
from governance.models.review import Priority, Review
from governance.models.schedule import ScheduledPublication, ScheduleRun, ScheduleState
from governance.models.signoff import Meaning, Retraction, SignOff
from governance.models.statement import ApprovedStatement

__all__ = [
    "ApprovedStatement",
    "AuditEntry",
    "Checklist",
    "ChecklistPoint",
    "Citation",
    "CitationSettlement",
    "Comment",
    "CommentAnswer",
    "CommentResolution",
    "ExceptionGrant",
    "ExceptionRequest",
    "Extraction",
    "FoundClaim",
    "Invitation",
    "InvitationEnd",
    "InvitationUse",
    "JudgedClaim",
    "KeptDraft",
    "Live",
    "MailChoice",
    "MailWish",
    "Meaning",
    "Notice",
    "NoticeKind",
    "Outcome",
    "Person",
    "Physician",
    "Presence",
    "Priority",
    "Publication",
    "PublicationLink",
    "Retraction",
    "RetractionNotice",
    "Review",
    "ScheduleRun",
    "ScheduleState",
    "ScheduledPublication",
    "Settlement",
    "Settling",
    "SignOff",
    "Withdrawal",
]
