"""What a server holds: memory, descriptors, threads. At the end it must be what it was at the start."""

import dataclasses
import statistics

from processes import descriptors_of, resident_kilobytes, threads_of


@dataclasses.dataclass(frozen=True)
class State:
    resident: int  # KiB
    descriptors: int
    threads: int


def of(pid):
    return State(resident_kilobytes(pid), descriptors_of(pid), threads_of(pid))


def growth(samples):
    """KiB, from the second third of the samples to the last: the first fills the allocator's pools, and single peaks
    do not count."""
    third = len(samples) // 3
    return statistics.median(samples[2 * third:]) - statistics.median(samples[third:2 * third])


def complaints(before, after, samples, allowed):
    """What has not come back to where it was; `allowed` KiB of memory may have been added."""
    said = [f"{name}: {getattr(before, name)} at the start, {getattr(after, name)} at the end"
            for name in ("descriptors", "threads") if getattr(after, name) > getattr(before, name)]
    if allowed is not None and growth(samples) > allowed:
        said.append(f"memory grew by {growth(samples):.0f} KiB; {allowed} are allowed for")
    return said
