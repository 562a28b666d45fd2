"""What somebody is told whose document cannot be taken in."""

from scorecards.sandbox.limits import MEGABYTE, Limits
from scorecards.sandbox.model import Words


LIMITS = Limits(
    upload_bytes=20 * MEGABYTE,
    memory_bytes=1024 * MEGABYTE,
    processor_seconds=60,
    wall_seconds=120.0,
    result_bytes=2 * MEGABYTE,
    zip_members=2_000,
    unpacked_bytes=200 * MEGABYTE,
)
MOST_PAGES = 1_000  # of a PDF
LONGEST_TEXT = 200_000  # so many letters of its text are kept, for it to be found by
AGAIN = "Open it, save it again under a new name, and choose the new file."
DAMAGED = f"The file is damaged or was cut short. {AGAIN}"
WORDS = Words(
    what="document",
    split="Make its pictures smaller, or split it into parts.",
    ended=(
        "The file could not be read within the limits on memory and time, so reading was stopped. "
        f"{AGAIN}"
    ),
    too_much=f"Unpacked, the file takes more memory than a document needs. {AGAIN}",
    damaged=DAMAGED,
    many_parts="Split it into shorter documents.",
    swollen=f"a document needs. {AGAIN}",
    macros=(
        "The document holds macros, which are programs. Save it without macros, as .docx, .pptx "
        "or .xlsx, and choose that."
    ),
    encrypted="The document is protected by a password. Save it without one, and choose that.",
)
