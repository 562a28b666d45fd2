"""Hand-made files of every kind, for a nation of five invented organisations."""

from datetime import date

from scorecards.organisations.commands import import_organisations
from scorecards.organisations.model import File
from tests.people.viewers import steward


AS_AT = date(2024, 7, 31)


def listed(code, name, *, region="Y62", icb="QOP", opened="20010401", closed=""):
    """A row of the organisation file: 27 columns, no headings."""
    cells = [code, name, region, icb, "1 HIGH STREET", "", "", "TOWN", "", "AB1 2CD", opened]
    cells += [closed, *[""] * 15]
    return ",".join(f'"{cell}"' for cell in cells)


def file(name, *rows):
    return File(name, "\n".join([*rows, ""]).encode())


ETR = file(
    "etr.csv",
    listed("XA1", "ALDER AND ELM NHS FOUNDATION TRUST"),
    listed("XB2", "BEECH, BIRCH AND BOX NHS TRUST", closed="20200331"),
    listed("XC3", "CEDAR'S NHS TRUST", closed="20220331"),
    listed("X4444", "DOGWOOD ONLINE NHS TRUST", icb="Z9B2Z"),
    listed("XE5", "EASTERN ELDER NHS TRUST", region="", icb=""),
)
TYPES = file("types.csv", "ods_code,eric_trust_type", "XA1,Acute - Large", "XF6,Care Trust")
REGIONS = file(
    "regions.csv",
    "NHS_ENGLAND_REGION_ONS_CODE,NHS_ENGLAND_REGION_CODE,NHS_ENGLAND_REGION_NAME",
    "E4,Y62,North West",
)
BOARDS = file("boards.csv", "ods_code,gss_code,name", "QOP,E5,NHS GREATER MANCHESTER BOARD")
# A chain: Beech became Cedar, Cedar became Alder.
MERGERS = file(
    "mergers.csv",
    "trust_code_old,trust_code_new,from_date",
    "XB2,XC3,2020-04-01",
    "XC3,XA1,2022-04-01",
)
BIRTHS = file(
    "births.csv",
    "period,org_code,org_name,dimension,measure,count_of,value",
    "2021-22,XA1,ALDER,TotalBabies,,Babies,1005",
    "2021-22,XA1,ALDER,TotalDeliveries,,Deliveries,995",
    "2021-22,XC3,CEDAR,TotalBabies,,Babies,500",
    "2022-23,XA1,ALDER,TotalBabies,,Babies,*",
)
MONTHS = [
    *(f"{name} 2022" for name in (
        "April", "May", "June", "July", "August", "September", "October", "November", "December",
    )),
    "January 2023", "February 2023", "March 2023",
]  # fmt: skip


def attendances(code, months, each=100):
    return file(
        f"attendances-{code}.csv",
        "nhs_trust22_code,total_attendances,attendances_over_4hours,date",
        *(f"{code},{each}.0,,{month}" for month in months),
    )


def beds(code, months, occupied="10.0"):
    return file(
        "beds.csv",
        "nhs_trust22_code,date,general_acute_beds_available,general_acute_beds_occupied",
        *(f"{code},{month},12.0,{occupied}" for month in months),
    )


def imported(engine, *files, as_at=AS_AT):
    return import_organisations(engine, steward(), files, as_at=as_at)


def kinds(report):
    return [each.kind for each in report.oddities]


def told(report, kind):
    """The one oddity of a kind, or the one with these words in its sentence."""
    (found,) = [each for each in report.oddities if each.kind == kind]
    return found
