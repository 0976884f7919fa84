// The sections of the page, in the order in which they stand on it. Each is HTML; empty if there is nothing to show.
#pragma once

#include "run.h"

namespace vitrine::tls::page {

std::string opening(const Run& run);       // title, what it holds, the facts, how it failed
std::string timeline(const Run& run);      // the records, and what was done between them
std::string derivations(const Run& run);   // from the premaster secret to a nonce: the graph, and each calculation
std::string checks(const Run& run);        // found and expected
std::string choices(const Run& run);       // taken, and dropped for what reason
std::string certificates(const Run& run);  // whose, until when, and as PEM
std::string state_diagram(const Run& run); // the flow, with the path taken

// The drawing in derivations(): its nodes lead to the calculations below it.
std::string derivation_graph(const Run& run);
// What a calculation is called in links. verify_data is derived twice: its label tells the two apart.
std::string id_of(const told::Derivation& derivation);
// A record that is sealed with a nonce, by its place in run.records.
std::vector<std::size_t> sealed_records(const Run& run);
Bytes nonce_of(const Run& run, const ExplainedRecord& record); // empty if it is not to be shown
bool is_sealed(const ExplainedRecord& record);
// The half of its nonce that everybody knows: the explicit nonce, or, if it has none, the sequence number (RFC 7905
// §2).
Bytes seen_nonce_of(const ExplainedRecord& record);
bool has_explicit_nonce(const ExplainedRecord& record);
Bytes additional_data_of(const ExplainedRecord& record); // RFC 5246 §6.2.3.3
const told::Derivation* derivation_of(const Run& run, std::string_view became);
// "client_write_key"; nothing if no key block was derived.
const told::Named* key_part(const Run& run, std::string_view name);

} // namespace vitrine::tls::page
