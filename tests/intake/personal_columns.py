"""Seeded columns for the scan: persons (invented), and what only resembles them."""

import random
from datetime import date, timedelta

from scorecards.intake.personal_data import Sign


# Apart from the product's own lists on purpose: some are in them, some are not.
_GIVEN = """
Oliver Amelia Mohammed Aisha Jack Olivia Harpreet Grzegorz Siobhan Nkechi Thandiwe George Emily Wei
Priyanka Rhys Bronwen Callum Isla Yusuf Fatoumata Agnieszka Vasile Joan Derek Maureen Kenneth
Doreen Stanley Ethel Barbara Sanjeev Lakhbir Zainab Chukwuemeka Leah Rachel David Susan Peter
Margaret Alan Christine Brian Patricia Nigel Tracey Wayne Kylie Ainsley Delroy
"""
GIVEN = _GIVEN.split()
_SURNAMES = """
Smith Jones Taylor Okonkwo Patel Khan Singh O'Brien MacDonald Kowalczyk Popescu Nguyen Fitzgerald
Abdi Hussain Griffiths Llewellyn Wright Thorne Featherstone Cholmondeley Begum Osei Adeyemi Silva
Rossi Ivanova Chaudhry Williams Brown Evans Thomas Hughes Edwards Green Hall Wood Clarke
"""
SURNAMES = _SURNAMES.split()
_TOWNS = """
Bolton Leeds Preston Lincoln Derby York Kendal Halifax Oldham Stockport Wigan Hull Bath Exeter
Truro Poole Luton Slough Woking Dover Margate Ashford Crewe Telford Rugby Corby Boston
"""
TOWNS = _TOWNS.split()
AREAS = ("M", "LS", "B", "SW1", "NE", "S", "BS", "CF", "EH", "G", "L", "NG", "PO", "OX", "CB", "YO")


def nhs_number(chosen: random.Random) -> str:
    while True:
        digits = [4, *(chosen.randrange(10) for _ in range(8))]
        check = (11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            return "".join(map(str, [*digits, check]))


def postcode(chosen: random.Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    area = chosen.choice(AREAS)
    out = (
        area + chosen.choice("AEHVWXY")
        if area[-1].isdigit()
        else area + str(chosen.randrange(1, 30))
    )
    return f"{out} {chosen.randrange(10)}{chosen.choice(letters)}{chosen.choice(letters)}"


def dirty_columns(*, seed: int, each: int):
    """(sign, heading, values): headings say nothing, except sometimes for names."""
    chosen = random.Random(seed)
    for number in range(each):
        size = chosen.randrange(15, 300)
        yield Sign.NHS_NUMBER, f"Field {number}", _nhs_column(chosen, size)
        yield Sign.POSTCODE, f"Field {number}", _postcode_column(chosen, size)
        heading = chosen.choice([f"Field {number}", "Details", "Patient name", "Claimant"])
        yield Sign.NAME, heading, _name_column(chosen, size)


def _nhs_column(chosen, size):
    form = chosen.choice(["{}", "{} ", "spaced", "NHS {}"])
    other = chosen.choice([0.0, 0.0, 0.3])
    values = []
    for _ in range(size):
        number = nhs_number(chosen)
        if chosen.random() < other:
            values.append(chosen.choice(["", "not known", f"{chosen.randrange(10**10):010d}"]))
        elif form == "spaced":
            values.append(f"{number[:3]} {number[3:6]} {number[6:]}")
        else:
            values.append(form.format(number))
    return values


def _postcode_column(chosen, size):
    form = chosen.choice(["{}", "{}", "squeezed", "lower", "12 High Street, {}"])
    share = chosen.choice([1.0, 0.9, 0.5])
    values = []
    for _ in range(size):
        code = postcode(chosen)
        code = code.replace(" ", "") if form == "squeezed" else code
        code = code.lower() if form == "lower" else code
        shape = form if "{}" in form else "{}"
        values.append(shape.format(code) if chosen.random() < share else "not known")
    return values


def _name_column(chosen, size):
    form = chosen.choice(["{g} {s}", "{s}, {g}", "Mrs {g} {s}", "{g}", "{G} {S}", "{g} A {s}"])
    values = []
    for _ in range(size):
        given, surname = chosen.choice(GIVEN), chosen.choice(SURNAMES)
        values.append(form.format(g=given, s=surname, G=given.upper(), S=surname.upper()))
    return values


def clean_columns(*, seed: int, number: int):
    """(heading, values) of what claims files hold beside persons."""
    chosen = random.Random(seed)
    kinds = list(_CLEAN)
    return [
        (
            kinds[place % len(kinds)],
            _CLEAN[kinds[place % len(kinds)]](chosen, chosen.randrange(10, 300)),
        )
        for place in range(number)
    ]


def _numbers(width):
    return lambda chosen, size: [f"{chosen.randrange(10**width):0{width}d}" for _ in range(size)]


def _of(*words):
    return lambda chosen, size: [chosen.choice(words) for _ in range(size)]


def _refs(chosen, size):
    return [
        f"{chosen.choice('MNT')}{chosen.randrange(10, 25)}CT{chosen.randrange(1000):03d}/{n}"
        for n in range(size)
    ]


def _days(chosen, size):
    return [str(date(2012, 1, 1) + timedelta(days=chosen.randrange(4_000))) for _ in range(size)]


_CLEAN = {
    "Claim number": _numbers(13),
    "Internal id": _numbers(10),
    "Old id": _numbers(11),
    "Member number": _numbers(9),
    "Claim reference": _refs,
    "Paid on": _days,
    "Town": _of(*TOWNS),
    "Hospital": _of(
        "St James's University Hospital",
        "Queen Elizabeth Hospital",
        "Royal Victoria Infirmary",
        "James Cook University Hospital",
        "Alexandra Hospital",
    ),
    "Airport Name": _of(
        "John F. Kennedy International",
        "Will Rogers World",
        "Bob Hope",
        "Luis Munoz Marin International",
        "William P. Hobby",
        "McCarran International",
    ),
    "Airline Name": _of(
        "Delta Air Lines",
        "Southwest Airlines",
        "UAL",
        "Jet Blue",
        "Frontier Airlines",
        "Virgin America",
    ),
    "Item Category": _of(
        "Clothing; Jewelry & Watches",
        "Cameras",
        "Audio/Video",
        "Medical/Science",
        "Baggage/Cases/Purses; Cosmetics & Grooming; Personal Electronics; Other",
    ),
    "Ward": _of("Rose", "Daisy", "Lily", "Florence", "Victoria", "Ward 7", "Ivy", "Grace"),
    "Specialty": _of(
        "General Surgery", "Obstetrics", "Accident & Emergency", "Neurology", "Ophthalmology"
    ),
    "Cause": _of(
        "Fail / Delay Treatment",
        "Wrong Diagnosis",
        "Intra-Op Problems",
        "Slip, trip or fall",
        "Manual handling",
    ),
    "Status": _of("Open", "Closed", "Settled", "Nil"),
    "Trust code": _of("RJ1", "RX1", "G6V2S", "K0N6A", "RA7"),
    "Amount": lambda chosen, size: [f"{chosen.uniform(0, 9e5):,.2f}" for _ in range(size)],
    "Outward code": _of("M1", "LS2", "SW1A", "EC1", "B15"),
    "Team": _of("Alpha", "Bravo", "North", "Claims East", "Recoveries"),
    "Month": _of("April", "May", "June", "August", "September", "January"),
    "Weekday": _of("Monday", "Tuesday", "Friday"),
    "Panel firm": _of(
        "Alder & Finch LLP", "Grant Mills Solicitors", "Thornbury Law", "Price & Young LLP"
    ),
    "Product": lambda chosen, size: [
        f"{chosen.choice('ABCXYZ')}{chosen.choice('QRST')}{chosen.randrange(1000):03d}{chosen.choice('KMV')}"
        for _ in range(size)
    ],
    "Site code": lambda chosen, size: [
        f"R{chosen.choice('AJX')}{chosen.randrange(10)}{chosen.randrange(100):02d}"
        for _ in range(size)
    ],
    "Yes or no": _of("Yes", "No"),
}
