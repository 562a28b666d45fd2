"""What an NHS number, a postcode, a date, a name, an e-mail address and a telephone look like.

Each takes values (or a folded heading) and says which show the sign. Nothing is decided here.
"""

from math import comb

import polars as pl

from scorecards.personal.names import GIVEN, PLACES, SURNAMES, TITLES


# The 124 postcode areas (Royal Mail).
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = (
    rf"(?i)(?:^|[^A-Z0-9])(?:{'|'.join(_AREAS.split())})[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{{2}}"
    r"(?:$|[^A-Z0-9])"
)
_EMAIL = r"(?i)[^@\s,;<>]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}"
_PHONE = r"^(?:\+44|0044|0)[1-9][0-9]{8,9}$"
_TEN = r"(?:^|[^0-9])([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?:$|[^0-9])"
_DATE_FORMS = (
    (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "%Y-%m-%d"),
    (r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$", "%d/%m/%Y"),
    (r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}$", "%d-%m-%Y"),
    (r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}$", "%d.%m.%Y"),
    (r"^[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2}$", "%d-%b-%y"),
    (r"^[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}$", "%d %B %Y"),
    (r"^[0-9]{8}$", "%Y%m%d"),
)
_PERSON_HEADINGS = """
name|names|full name|patient|patient name|claimant|claimant name|claimant s name|client|client name
surname|last name|lastname|family name|forename|forenames|first name|firstname|given name
given names|middle name|maiden name|known as|next of kin|person|person name|patient surname
patient forename|claimant surname|claimant forename|deceased|deceased name|handler name
employee name|staff name|witness|witness name|solicitor name|consultant name
"""
_PERSON_HEADING = frozenset(_PERSON_HEADINGS.strip().replace("\n", "|").split("|"))
_PLACE_HEADINGS = """
airline airport body cause city clinic department district employer hospital location organisation
organization practice prison provider region scheme school site specialty speciality team town trust
unit ward
"""
_PLACE_WORDS = frozenset(_PLACE_HEADINGS.split())


def ten_digits(values: pl.DataFrame) -> pl.DataFrame:
    """Adds `ten`: the ten digits of a value that is, or holds, a number of that length."""
    ten = pl.col("value").str.extract(_TEN, 1).str.replace_all("[ -]", "")
    return values.with_columns(ten.alias("ten")).filter(pl.col("ten").is_not_null())


def modulus_11(numbers: pl.Series) -> pl.Series:
    """Which numbers of ten digits have the check digit of an NHS number."""
    digits = [numbers.str.slice(place, 1).cast(pl.Int32) for place in range(10)]
    total = sum(
        (digit * (10 - place) for place, digit in enumerate(digits[:9])),
        start=pl.zeros(numbers.len(), dtype=pl.Int32, eager=True),
    )
    return (11 - total % 11) % 11 == digits[9]


def tail(passed: int, of: int, chance: float) -> float:
    """The chance that at least so many of random values pass. Beyond 200 values, of 200."""
    if of > 200:
        passed, of = round(passed * 200 / of), 200
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(passed, of + 1))


def postcodes(values: pl.Series) -> pl.Series:
    return values.str.contains(_POSTCODE)


def emails(values: pl.Series) -> pl.Series:
    return values.str.contains(_EMAIL)


def phones(values: pl.Series) -> pl.Series:
    return values.str.replace_all(r"[ ().-]", "").str.contains(_PHONE)


def dates(values: pl.Series) -> pl.Series:
    """Each value as a date, in any common form; missing where it is none."""
    text = pl.col("value").str.replace(r"[T ][0-9]{2}:[0-9]{2}.*$", "")
    forms = [
        pl.when(text.str.contains(shape)).then(text).str.to_date(form, strict=False)
        for shape, form in _DATE_FORMS
    ]
    return values.alias("value").to_frame().select(pl.coalesce(forms)).to_series()


def persons(values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Which values are persons by their words; and which are at least worded like a name."""
    pairs = [_person(text) for text in values.to_list()]
    return (
        pl.Series([person for person, _ in pairs], dtype=pl.Boolean),
        pl.Series([worded for _, worded in pairs], dtype=pl.Boolean),
    )


def heads_nhs_number(heading: str) -> bool:
    return heading in ("nhs number", "nhs no", "nhsno", "nhs", "nhsnumber", "patient nhs number")


def heads_birth_date(heading: str) -> bool:
    words = set(heading.split())
    return (
        bool(words & {"dob", "birthdate", "birthday"})
        or (bool(words & {"birth", "born"}) and bool(words & {"date", "day", "d"}))
        or heading in ("d o b", "born")
    )


def heads_person(heading: str) -> bool:
    return heading in _PERSON_HEADING


def heads_place(heading: str) -> bool:
    return bool(set(heading.split()) & _PLACE_WORDS)


def heads_phone(heading: str) -> bool:
    words = set(heading.split())
    return (
        bool(words & {"phone", "telephone", "tel", "mobile", "fax"}) or heading == "contact number"
    )


def _person(text: str) -> tuple[bool, bool]:
    if len(text) > 60 or any(c.isdigit() for c in text):
        return False, False
    words = "".join(c if c.isalpha() else "" if c in "'’" else " " for c in text.casefold()).split()
    if not words or len(words) > 5 or PLACES & set(words):
        return False, False
    titled = words[0] in TITLES
    rest = words[1:] if titled else words
    if titled:
        return bool(rest), True
    if len(rest) == 1:
        return rest[0] in GIVEN or rest[0] in SURNAMES, True
    first_last = rest[0] in GIVEN or ("," in text and any(word in GIVEN for word in rest[1:]))
    by_surname = len(rest) <= 3 and rest[-1] in SURNAMES and (len(rest[0]) == 1 or rest[0] in GIVEN)
    turned = rest[0] in SURNAMES and (len(rest[-1]) == 1 or rest[-1] in GIVEN)
    return first_last or by_surname or turned, len(rest) <= 4
