// Whatever file is to be explained: it is refused by a sentence, or each byte of each record is in exactly one span,
// and every view of it can be made.
#include "apps/command_line.h"
#include "apps/explain_source.h"
#include "tls/trace/render_json.h"
#include "tls/trace/render_table.h"
#include "tls/trace/render_tree.h"

#include <cstdlib>

namespace {

using namespace vitrine;

void check(bool condition) {
    if (!condition) std::abort();
}

void check_covered(std::size_t size, const std::vector<tls::Span>& spans) {
    std::size_t at = 0;
    for (const tls::Span& span : spans) {
        check(span.offset == at && span.size > 0);
        at += span.size;
    }
    check(at == size);
}

void explain(const apps::ToldConnection& told) {
    const auto records = tls::explain_records(told.events, told.us, tls::Certificates::opened);
    for (const tls::ExplainedRecord& record : records) {
        check(record.clear.size() == record.wire.size());
        check_covered(record.wire.size(), record.spans);
    }
    tls::render_table(records, {tls::TableForm::markdown});
    tls::render_table(records, {});
    tls::render_tree(told.events, told.us, tls::Certificates::closed, {.notes = tls::Notes::shown});
    tls::render_json(told.events, told.us, tls::Certificates::opened, tls::Secrets::hidden);
}

void explain(const apps::SinglePiece& piece) {
    std::size_t size = 0;
    for (const tls::AnnotatedField& field : piece.annotation.fields) size += field.bytes.size();
    check_covered(size, tls::spans_of(piece.annotation, tls::Certificates::opened));
    tls::render_json(piece.of, piece.annotation, tls::Certificates::opened);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        for (const apps::ExplainSource& source : apps::sources_in(as_text({data, size}), "file"))
            std::visit([](const auto& content) { explain(content); }, source.content);
    } catch (const apps::UsageError& error) {
        check(*error.what() != '\0');
    }
    return 0;
}
