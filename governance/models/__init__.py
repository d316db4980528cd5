"""The records of governance. Those named in `governance.database.append_only.APPEND_ONLY` never change once written."""

from governance.models.agreement import AgreementNote
from governance.models.audit import AuditEntry, Outcome
from governance.models.calendar import Announcement, ReviewCalendar, ReviewInterval
from governance.models.checklist import Checklist, ChecklistPoint
from governance.models.citations import Citation, CitationSettlement, RetractionNotice
from governance.models.comment import Comment, CommentAnswer, CommentResolution
from governance.models.delivery import Delivery, DeliveryEvent, DeliveryKind
from governance.models.exceptions import ExceptionDecline, ExceptionGrant, ExceptionRequest
from governance.models.findings import Extraction, FoundClaim, JudgedClaim, Settlement, Settling
from governance.models.flags import ConflictFlag
from governance.models.invitation import Invitation, InvitationEnd, InvitationUse
from governance.models.jobs import JobFault
from governance.models.keeping import KeptDraft, Presence
from governance.models.notices import MailChoice, MailWish, Notice, NoticeKind
from governance.models.oversight import Opinion, SampleDraw, SampledSignature, SecondLook
from governance.models.people import Person, Physician
from governance.models.publication import Live, Publication, PublicationLink, PublicNote, Withdrawal
from governance.models.recall import Recall, RecalledVersion
from governance.models.rereading import AdoptedReading
from governance.models.review import Priority, Review
from governance.models.schedule import ScheduledPublication, ScheduleRun, ScheduleState
from governance.models.searches import SavedSearch
from governance.models.signoff import Meaning, Retraction, SignOff
from governance.models.statement import ApprovedStatement, StatementEffect
from governance.models.statement_draft import Part, StatementDraft, StatementEdit, StatementSignature
from governance.models.watch import Alarm, AlarmKind, Watch

__all__ = [
    "AdoptedReading",
    "AgreementNote",
    "Alarm",
    "AlarmKind",
    "Announcement",
    "ApprovedStatement",
    "AuditEntry",
    "Checklist",
    "ChecklistPoint",
    "Citation",
    "CitationSettlement",
    "Comment",
    "CommentAnswer",
    "CommentResolution",
    "ConflictFlag",
    "Delivery",
    "DeliveryEvent",
    "DeliveryKind",
    "ExceptionDecline",
    "ExceptionGrant",
    "ExceptionRequest",
    "Extraction",
    "FoundClaim",
    "Invitation",
    "InvitationEnd",
    "InvitationUse",
    "JobFault",
    "JudgedClaim",
    "KeptDraft",
    "Live",
    "MailChoice",
    "MailWish",
    "Meaning",
    "Notice",
    "NoticeKind",
    "Opinion",
    "Outcome",
    "Part",
    "Person",
    "Physician",
    "Presence",
    "Priority",
    "PublicNote",
    "Publication",
    "PublicationLink",
    "Recall",
    "RecalledVersion",
    "Retraction",
    "RetractionNotice",
    "Review",
    "ReviewCalendar",
    "ReviewInterval",
    "SampleDraw",
    "SampledSignature",
    "SavedSearch",
    "ScheduleRun",
    "ScheduleState",
    "ScheduledPublication",
    "SecondLook",
    "Settlement",
    "Settling",
    "SignOff",
    "StatementDraft",
    "StatementEdit",
    "StatementEffect",
    "StatementSignature",
    "Watch",
    "Withdrawal",
]
