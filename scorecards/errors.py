"""What a person is told when something cannot be done. The text of each error is shown as it is."""


class UserError(Exception):
    """A sentence written for the reader: what happened and what to do."""


class NotAllowed(UserError):
    """The viewer may not see or do this; the sentence says what they may."""


class Refused(UserError):
    """A file or request that was refused. `reasons`: further sentences, most important first."""

    def __init__(self, sentence: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.reasons = reasons


class NoSnapshot(UserError):
    """Nothing has been published yet, or nothing that is published can be trusted."""
