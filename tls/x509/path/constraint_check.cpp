// Holds the names of a certificate against the name constraints of all that stand above it (RFC 5280 §6.1.3 (b), (c)).
#include "tls/x509/path/constraint_check.h"

#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/subtree.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_listed = 3; // subtrees in a sentence

bool same_kind(const GeneralName& one, const GeneralName& other) {
    return one.index() == other.index() && kind_of(one) == kind_of(other);
}

GeneralName name_of_host(const std::string& text) {
    if (auto address = parse_ip_address(text)) return IpAddress{*std::move(address)};
    return DnsName{text};
}

// All that the constraints are about. An emailAddress of the subject counts as an rfc822Name; the common name counts
// where it would serve as a name.                                                        RFC 5280 §4.2.1.10
std::vector<GeneralName> names_of(const PathState& state) {
    const Certificate& subject = state.subject();
    std::vector<GeneralName> names;
    if (!subject.subject().empty()) names.emplace_back(DirectoryName{std::make_shared<const Name>(subject.subject())});
    for (std::string& address : subject.subject().email_addresses()) names.emplace_back(Rfc822Name{std::move(address)});
    const auto& alternative_names = subject.extensions().subject_alt_name;
    if (!alternative_names) {
        const std::string& common_name = subject.subject().common_name();
        if (state.is_leaf() && state.question.allow_common_name && !common_name.empty())
            names.push_back(name_of_host(common_name));
        return names;
    }
    for (const std::string& name : alternative_names->dns_names) names.emplace_back(DnsName{name});
    for (const Bytes& address : alternative_names->ip_addresses) names.emplace_back(IpAddress{address});
    names.insert(names.end(), alternative_names->others.begin(), alternative_names->others.end());
    return names;
}

enum class Answer : std::uint8_t { no_such_subtree, in_none, in_one, not_understood, gave_up };

// A mailbox whose name is not ASCII stands in an otherName, and is under the constraints on mailboxes all the same.
bool is_mailbox_by_another_name(const GeneralName& name, const GeneralName& base) { // RFC 9598 §6
    const auto* other = std::get_if<OtherName>(&name);
    return other != nullptr && other->type_id == oid::smtp_utf8_mailbox && std::holds_alternative<Rfc822Name>(base);
}

// Is the name in one of the subtrees? Only those of its own kind say anything about it.
Answer look_up(const GeneralName& name, const std::vector<GeneralName>& bases, Subtree subtree, Budget& budget) {
    Answer answer = Answer::no_such_subtree;
    for (const GeneralName& base : bases) {
        if (!budget.compare_names()) return Answer::gave_up;
        if (is_mailbox_by_another_name(name, base)) return Answer::not_understood;
        if (!same_kind(name, base)) continue;
        const Within found = within(name, base, subtree);
        if (found == Within::not_understood) return Answer::not_understood;
        if (found == Within::yes) return Answer::in_one;
        answer = Answer::in_none;
    }
    return answer;
}

std::string listed(const std::vector<GeneralName>& bases, const GeneralName& name) {
    std::string text;
    std::size_t count = 0;
    for (const GeneralName& base : bases)
        if (same_kind(base, name) && ++count <= max_listed)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", text_of(base));
    return text + (count > max_listed ? fmt::format(" and {} more", count - max_listed) : "");
}

// The sentence about a name that must not be; empty if there is nothing against it. Excluded wins.
std::string objection(const GeneralName& name, const NameConstraints& constraints, Budget& budget) {
    // Made only for a sentence: a name can be as long as a certificate, and there are many that nothing is against.
    const auto shown = [&] { return fmt::format("{} {}", kind_of(name), text_of(name)); };
    const Answer excluded = look_up(name, constraints.excluded, Subtree::excluded, budget);
    if (excluded == Answer::in_one)
        return fmt::format("{} is excluded: {}", shown(), listed(constraints.excluded, name));
    const Answer permitted = look_up(name, constraints.permitted, Subtree::permitted, budget);
    if (excluded == Answer::gave_up || permitted == Answer::gave_up)
        return fmt::format("gave up after {} comparisons of names", Budget::max_name_comparisons);
    if (excluded == Answer::not_understood || permitted == Answer::not_understood)
        return fmt::format("{} is of a kind that is constrained, and cannot be compared", shown());
    if (permitted == Answer::in_none)
        return fmt::format("{} is not within what is permitted: {}", shown(), listed(constraints.permitted, name));
    return {};
}

} // namespace

bool name_constraints_are_kept(const PathState& state, std::string& detail) {
    if (!state.is_leaf() && state.subject().is_self_issued()) { // so that a CA can change its key: RFC 5280 §6.1.3
        detail = "self-issued, and so not held against them";
        return true;
    }
    const auto above = state.path.subspan(state.depth + 1);
    const auto is_constrained = [](const Certificate& one) { return one.extensions().name_constraints.has_value(); };
    if (std::ranges::none_of(above, is_constrained)) {
        detail = "none above it";
        return true;
    }
    const std::vector<GeneralName> names = names_of(state);
    for (const Certificate& issuer : above) {
        if (!is_constrained(issuer)) continue;
        for (const GeneralName& name : names) {
            const std::string against = objection(name, *issuer.extensions().name_constraints, state.budget);
            if (against.empty()) continue;
            detail = fmt::format("{} (by {})", against, issuer.subject().text());
            return false;
        }
    }
    detail = fmt::format("{} names, each within what is permitted", names.size());
    return true;
}

} // namespace vitrine::x509
