// All kinds of bad certificates, in the order of their tables.
#include "tls/x509/bad/kinds.h"

#include <algorithm>

namespace vitrine::x509::bad {

std::vector<Group> groups() {
    return {{"Names and times", kinds_of_names()},
            {"Authorities that are none", kinds_of_authorities()},
            {"Extensions", kinds_of_extensions()},
            {"Keys", kinds_of_keys()},
            {"Signatures and issuers", kinds_of_signatures()},
            {"Encoding", kinds_of_encoding()},
            {"Chains and sizes", kinds_of_paths()}};
}

std::vector<Kind> all_kinds() {
    std::vector<Kind> all;
    for (const Group& group : groups()) all.insert(all.end(), group.kinds.begin(), group.kinds.end());
    return all;
}

std::optional<Kind> find_kind(std::string_view name) {
    const std::vector<Kind> all = all_kinds();
    const auto found = std::ranges::find(all, name, &Kind::name);
    if (found == all.end()) return std::nullopt;
    return *found;
}

} // namespace vitrine::x509::bad
