"""The second factor of a signature: a code of an authenticator app, or a recovery code that is used up.

django-otp keeps the devices, refuses a code that was used before, and slows down guessing.
"""

import base64
import secrets
import time

from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import Person

RECOVERY_CODES = 10


def verify_code(person: Person, code: str) -> bool:
    """Whether the code is right now; a right one is used up. Wrong ones slow the next try down."""
    code = "".join(code.split())
    return bool(code) and any(_verify(device, code) for device in _devices(person))


def has_second_factor(person: Person) -> bool:
    """Whether the person can give a code at all."""
    return TOTPDevice.objects.devices_for_user(person, confirmed=True).exists()


def begin_enrolment(person: Person) -> TOTPDevice:
    """A new secret for the person's app, which does not count until a code of it was given."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name="authenticator app", confirmed=False)


def finish_enrolment(device: TOTPDevice, code: str) -> list[str]:
    """Takes the first code of the new app. Returns the recovery codes, to be shown once; none for a wrong code."""
    if not device.verify_token(code):
        return []
    TOTPDevice.objects.filter(user=device.user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return make_recovery_codes(device.user)


def make_recovery_codes(person: Person) -> list[str]:
    """New recovery codes; the old ones no longer count. Each is good for one signature."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def current_code(person: Person) -> str:
    """The code that the person's app shows now. Only for people whose secret is nobody's: those of the demo."""
    device = TOTPDevice.objects.devices_for_user(person, confirmed=True).get()
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    generator.time = time.time()
    return f"{generator.token():0{device.digits}d}"


def readable_secret(device: TOTPDevice) -> str:
    """The secret as apps take it by hand: base32 in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _devices(person: Person) -> list[Device]:
    apps = TOTPDevice.objects.devices_for_user(person, confirmed=True)
    recovery = StaticDevice.objects.devices_for_user(person, confirmed=True)
    # Locked, so that two requests with the same code cannot both use it.
    return [*apps.select_for_update(), *recovery.select_for_update()]


def _verify(device: Device, code: str) -> bool:
    allowed, _ = device.verify_is_allowed()
    return bool(allowed and device.verify_token(code))


def _recovery_code() -> str:
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()
