// Reads the times of a certificate: one format each, a valid calendar date, UTC (RFC 5280 §4.1.2.5).
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::size_t utc_time_size = 13;         // YYMMDDHHMMSSZ, RFC 5280 §4.1.2.5.1
constexpr std::size_t generalized_time_size = 15; // YYYYMMDDHHMMSSZ, RFC 5280 §4.1.2.5.2

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The number in the first `size` characters, which it takes away.
int take_number(std::string_view& digits, std::size_t size) {
    int number = 0;
    for (const char digit : digits.substr(0, size)) number = 10 * number + (digit - '0');
    digits.remove_prefix(size);
    return number;
}

// "2030-06-01 12:00:00 UTC" if it has the right form, else what is there.
std::string meaning_of_time(View content) {
    std::string_view digits = as_text(content);
    const bool has_form = (digits.size() == utc_time_size || digits.size() == generalized_time_size) &&
                          digits.back() == 'Z' && std::ranges::all_of(digits.substr(0, digits.size() - 1), is_digit);
    if (!has_form) return printable(content);
    const bool utc = digits.size() == utc_time_size;
    int year = take_number(digits, utc ? 2 : 4);
    if (utc) year += year >= 50 ? 1900 : 2000; // RFC 5280 §4.1.2.5.1
    return fmt::format("{:04}-{}-{} {}:{}:{} UTC", year, digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2),
                       digits.substr(6, 2), digits.substr(8, 2));
}

} // namespace

std::chrono::sys_seconds read_time(DerReader& reader, std::string_view name) {
    const bool utc = reader.next_tag(name) == Tag::utc_time;
    const Tag tag = utc ? Tag::utc_time : Tag::generalized_time;
    std::string_view text = as_text(reader.primitive(name, tag, meaning_of_time));
    if (text.size() != (utc ? utc_time_size : generalized_time_size) || text.back() != 'Z')
        reader.refuse(name, fmt::format("a {} that is not {}YYMMDDHHMMSSZ", name_of(tag), utc ? "" : "YY"));
    text.remove_suffix(1);
    if (!std::ranges::all_of(text, is_digit)) reader.refuse(name, "a time with characters that are not digits");

    int year = take_number(text, utc ? 2 : 4);
    if (utc) year += year >= 50 ? 1900 : 2000; // RFC 5280 §4.1.2.5.1
    // Not done: refusing a GeneralizedTime before 2050. RFC 5280 §4.1.2.5 forbids CAs to write it, but anchors of today
    // have it, and it means one time only.
    const int month = take_number(text, 2);
    const int day = take_number(text, 2);
    const int hours = take_number(text, 2);
    const int minutes = take_number(text, 2);
    const int seconds = take_number(text, 2);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hours > 23 || minutes > 59 || seconds > 59) reader.refuse(name, "no such day or hour");
    return std::chrono::sys_days{date} + std::chrono::hours{hours} + std::chrono::minutes{minutes} +
           std::chrono::seconds{seconds};
}

std::string format_time(std::chrono::sys_seconds time) {
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss clock{time - days};
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

} // namespace vitrine::x509
