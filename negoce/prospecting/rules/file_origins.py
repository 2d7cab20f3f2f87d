"""Which channel each kind of file is (P4), and which of them need a licence. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.enums import OriginChannel
from negoce.prospecting.enums import SourceKind

ORIGINS: Mapping[str, OriginChannel] = {
    SourceKind.OWN: OriginChannel.OWN_FILE,
    SourceKind.BOUGHT: OriginChannel.PURCHASED_FILE,
    SourceKind.RENTED: OriginChannel.RENTED_FILE,
}
# Nobody of such a file asked for anything: what they may be sent is what its licence says, which an import keeps.
LICENSED = frozenset({OriginChannel.PURCHASED_FILE, OriginChannel.RENTED_FILE})
