// Fuzzes the parser of revocation lists (RFC 5280 §5), and asks what it accepts about each certificate in it.
#include "tests/fuzz/field_coverage.h"
#include "tls/x509/revocation/revocation_lists.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    using namespace vitrine;
    try {
        tests::FieldCoverage sink;
        const x509::RevocationList list = x509::RevocationList::parse({data, size}, &sink);
        if (sink.covered() != size) std::abort();
        for (std::uint8_t serial = 0; serial < 128; ++serial) static_cast<void>(list.find(Bytes{serial}));
        x509::RevocationLists lists;
        if (lists.add_file(as_text({data, size})) != 1) std::abort();
    } catch (const x509::ParseError&) {
        return 0; // what is expected of most inputs
    }
    return 0;
}
