"""The duty of candour, step by step: from an event to what to do now. Keeps nothing."""
