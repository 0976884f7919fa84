// What a value is that somebody else worked out: right, another one, or what a mistake gives.
#include "tls/trace/mistakes.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

bool is_meant(std::string_view name, std::string_view meant) {
    return meant.empty() || name == meant || (name.ends_with(meant) && name[name.size() - meant.size() - 1] == '_');
}

// The name of the first value with these bytes that may be meant; empty if there is none.
std::string name_of_value(const Calculation& calculation, View found, std::string_view meant) {
    for (const told::Named& value : calculation.values)
        if (is_meant(value.name, meant) && std::ranges::equal(value.bytes, found)) return value.name;
    return {};
}

// What the other value's name says of the one that was meant.
std::string first_meant(const Calculation& calculation, std::string_view meant) {
    for (const told::Named& value : calculation.values)
        if (is_meant(value.name, meant)) return value.name;
    return std::string{meant};
}

// A mistake may be made all the way, or in one step that began with the right master secret.
std::string name_of_wrong_value(const Recipe& wrong, const Bytes* right_master, View found, std::string_view meant) {
    std::string name = name_of_value(calculate(wrong), found, meant);
    if (!name.empty() || right_master == nullptr || wrong.premaster_secret.empty()) return name;
    Recipe from_master = wrong;
    from_master.premaster_secret.clear();
    from_master.master_secret = *right_master;
    return name_of_value(calculate(from_master), found, meant);
}

} // namespace

std::optional<Diagnosis> diagnose(const Recipe& right, View found, std::string_view meant) {
    const Calculation calculation = calculate(right);
    if (std::string name = name_of_value(calculation, found, meant); !name.empty())
        return Diagnosis{std::move(name), nullptr, {}, {}};
    const Bytes* const master = find_value(calculation, "master_secret");
    for (const Mistake& mistake : mistakes())
        for (const Variant& variant : mistake.variants(right))
            if (std::string name = name_of_wrong_value(variant.recipe, master, found, meant); !name.empty())
                return Diagnosis{std::move(name), &mistake, variant.detail, {}};
    if (std::string other = name_of_value(calculation, found, {}); !other.empty())
        return Diagnosis{first_meant(calculation, meant), nullptr, {}, std::move(other)};
    return std::nullopt;
}

} // namespace vitrine::tls
