// The run that a page shows: the events of one end, its records explained, and which events belong between which
// records.
#pragma once

#include "tls/trace/explain.h"
#include "tls/trace/page.h"

namespace vitrine::tls::page {

// What one end did between two records: it checked, chose, signed, derived, or gave up.
struct Acts {
    std::size_t record = 0; // the number of the last record before it, from 1; 0: there is none
    std::vector<const told::Check*> checks;
    std::vector<const told::Choice*> choices;
    std::vector<const told::Signature*> signatures;
    std::vector<const told::Agreement*> agreements;
    std::vector<const told::Derivation*> derivations;
    std::vector<const told::Session*> sessions;
    const told::Failure* failure = nullptr;

    bool empty() const;
};

struct Run {
    Run(const std::vector<Event>& all, Role role, const PageOptions& page_options);
    Run(const Run&) = delete; // the acts point into the events
    Run& operator=(const Run&) = delete;

    Role us;
    const PageOptions& options;
    std::vector<Event> events; // of `us` alone, without those that are not to be shown
    std::vector<ExplainedRecord> records;
    std::vector<std::vector<const Edge*>> moves; // of each record: the rows of the flow that its messages take
    std::vector<Acts> acts;                      // one more than records: acts[0] are those before the first

    bool holds_secrets() const; // whoever has the page can read the connection
    bool shows_secrets() const { return options.secrets == Secrets::shown; }
    const told::Failure* failure() const;
    const told::Check* refused() const; // the last check that did not pass
};

// "ClientHello", "ServerHello, Certificate", "Certificate, continued", "Alert close_notify": what is in a record.
std::string content_of(const ExplainedRecord& record);

// The first span with this path in any record, or nothing.
struct FoundSpan {
    const ExplainedRecord* record = nullptr;
    const Span* span = nullptr;
};
FoundSpan find_span(const Run& run, std::string_view path);
// Its value: of a field with a length prefix, what stands behind that.
View bytes_of(const FoundSpan& found);

} // namespace vitrine::tls::page
