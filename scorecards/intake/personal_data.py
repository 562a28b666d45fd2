from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class Hit:
    file: str
    column: str
    strong: bool = False
    confirmed: bool = False
def scan(table,*,mapped_as,as_at,confirmed,file): return []
