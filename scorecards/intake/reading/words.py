"""What somebody is told whose claims file cannot be read."""

from scorecards.sandbox.model import Words


SPLIT = "Copy only the table into a new file, or split it and load the parts together."
WORDS = Words(
    what="workbook",
    split="Split it, and load the parts together.",
    ended=(
        "The file could not be read within the limits on memory and time, so reading was stopped. "
        "Copy only the table into a new file, and load that."
    ),
    too_much=(f"Unpacked, the file takes more memory than a table of claims needs. {SPLIT}"),
    damaged="The workbook is damaged. Open it in Excel, save it again, and load the new file.",
    many_parts="Copy the table into a new workbook with one sheet, and load that.",
    swollen="a table of claims needs. Save the table as CSV, and load that.",
    macros="The workbook holds macros. Save it as .xlsx without macros, and load that.",
    encrypted="The workbook is encrypted. Save it without a password, and load that.",
)
