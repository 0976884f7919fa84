// A field of what was sent, changed on its way: found among the explained records, and sealed again where it must be.
#include "apps/step/patch.h"

#include "apps/nearest.h"
#include "apps/step/reseal.h"
#include "tls/trace/explain.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using tls::ExplainedRecord;
using tls::Span;

struct Piece { // of a field: where it lies in a record
    std::size_t record, offset, size;
};

struct Place { // a field, wherever its bytes lie
    std::string path;
    std::size_t event; // of the record that it ends in
    std::vector<Piece> pieces;
};

// One end's sight of all records of one sender.
struct Stream {
    std::vector<ExplainedRecord> records;
    std::vector<std::size_t> offsets; // where each begins
};

Stream stream_of(const std::vector<tls::Event>& events, tls::Role us, tls::Role sender) {
    Stream stream;
    std::size_t offset = 0;
    for (ExplainedRecord& record : tls::explain_records(events, us)) {
        if (record.sender != sender) continue;
        stream.offsets.push_back(offset);
        offset += record.wire.size();
        stream.records.push_back(std::move(record));
    }
    return stream;
}

// A vector has two spans of one path: its length, and then its content.
std::string name_of(const Span& span) {
    return span.meaning.starts_with("length ") ? span.path + ".length" : span.path;
}

Place* last_called(std::vector<Place>& places, std::string_view name) {
    const auto found =
        std::find_if(places.rbegin(), places.rend(), [&](const Place& place) { return place.path == name; });
    return found == places.rend() ? nullptr : &*found;
}

std::vector<Place> places_in(const Stream& stream) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < stream.records.size(); ++i) {
        for (const Span& span : stream.records[i].spans) {
            const std::string name = name_of(span);
            Place* place = span.continued ? last_called(places, name) : nullptr;
            if (place == nullptr) place = &places.emplace_back(Place{name, 0, {}});
            place->event = stream.records[i].event;
            place->pieces.push_back({i, span.offset, span.size});
        }
    }
    return places;
}

// A sender's own sight of its records, and then the other end's, which is later and shows what really came.
struct Sight {
    tls::Role sender;
    Stream stream;
};

std::vector<Sight> sights_of(const std::vector<tls::Event>& events) {
    std::vector<Sight> sights;
    for (const tls::Role us : {tls::Role::client, tls::Role::server}) {
        const bool tells = std::any_of(events.begin(), events.end(), [us](const tls::Event& e) { return e.us == us; });
        if (!tells) continue;
        for (const tls::Role sender : {tls::Role::client, tls::Role::server})
            sights.push_back({sender, stream_of(events, us, sender)});
    }
    return sights;
}

struct Found {
    const Sight* sight = nullptr;
    Place place;
};

bool is_better(std::size_t event, const Found& than, std::size_t position) {
    if (than.sight == nullptr) return true;
    const bool behind_us = event < position, was_behind_us = than.place.event < position;
    if (behind_us != was_behind_us) return behind_us;
    return behind_us ? event >= than.place.event : event < than.place.event;
}

Found find_place(const std::vector<Sight>& sights, std::size_t position, std::string_view path) {
    Found found;
    for (const Sight& sight : sights)
        for (Place& place : places_in(sight.stream))
            if (equal_without_case(place.path, path) && is_better(place.event, found, position))
                found = {&sight, std::move(place)};
    return found;
}

std::size_t number_of(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        throw StepError{fmt::format("'{}' is no number of a byte", text)};
    return number;
}

// Takes "[2]" or "[2:5]" off the end of the field's name.
void take_slice(Change& change) {
    const std::size_t open = change.field.rfind('[');
    const std::string inside = change.field.substr(open + 1, change.field.size() - open - 2);
    const std::size_t colon = inside.find(':');
    change.from = number_of(std::string_view{inside}.substr(0, colon));
    change.until =
        colon == std::string::npos ? *change.from + 1 : number_of(std::string_view{inside}.substr(colon + 1));
    change.field.erase(open);
}

// The bytes of the field as the records hold them.
Bytes bytes_at(const Stream& stream, const Place& place) {
    Bytes bytes;
    for (const Piece& piece : place.pieces)
        append(bytes, View{stream.records[piece.record].clear}.subspan(piece.offset, piece.size));
    return bytes;
}

Bytes after_change(const Bytes& before, const Change& change) {
    const std::size_t from = change.from.value_or(0), until = change.until.value_or(before.size());
    if (from >= until || until > before.size())
        throw StepError{
            fmt::format("{} has {} bytes: there is no [{}:{}] in it", change.field, before.size(), from, until)};
    if (change.bytes.size() != until - from)
        throw StepError{fmt::format("that is {} bytes, but {}{} has {}; {}[{}]=^{:02x} would flip bits of one of them",
                                    change.bytes.size(), change.field,
                                    change.from ? fmt::format("[{}:{}]", from, until) : "", until - from, change.field,
                                    from, change.bytes.front())};
    Bytes after = before;
    for (std::size_t i = from; i < until; ++i)
        after[i] = static_cast<std::uint8_t>((change.flips ? after[i] : 0) ^ change.bytes[i - from]);
    if (after == before) throw StepError{fmt::format("{} holds just that already", change.field)};
    return after;
}

// The field's record anew: changed where it lies in the clear, or opened, changed and sealed again.
Patch patch_record(const std::vector<tls::Event>& events, const Sight& sight, const Piece& piece, View after,
                   bool& sealed_anew) {
    const ExplainedRecord& record = sight.stream.records[piece.record];
    const std::size_t begin = sight.stream.offsets[piece.record];
    if (!lies_under_seal(record, piece.offset)) return {sight.sender, begin + piece.offset, to_bytes(after)};
    sealed_anew = true;
    return {sight.sender, begin, sealed_again(events, record, piece.offset, after)};
}

} // namespace

void apply(const std::vector<Patch>& patches, tls::Role sender, std::size_t offset, MutableView part) {
    for (const Patch& patch : patches) {
        if (patch.sender != sender) continue;
        for (std::size_t i = 0; i < patch.bytes.size(); ++i) {
            const std::size_t at = patch.offset + i;
            if (at >= offset && at - offset < part.size()) part[at - offset] = patch.bytes[i];
        }
    }
}

Change parse_change(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        throw StepError{"set what to what? For example: set ServerKeyExchange.signature[0]=^01"};
    Change change;
    change.field = text.substr(0, equals);
    std::string_view value = text.substr(equals + 1);
    change.flips = value.starts_with('^');
    if (change.flips) value.remove_prefix(1);
    const auto bytes = from_hex(value);
    if (!bytes || bytes->empty()) throw StepError{fmt::format("'{}' is no hexadecimal", value)};
    change.bytes = *bytes;
    return change;
}

ChangedField find_change(const std::vector<tls::Event>& events, std::size_t position, const Change& asked) {
    const std::vector<Sight> sights = sights_of(events);
    Change change = asked;
    Found found = find_place(sights, position, change.field);
    if (found.sight == nullptr && change.field.ends_with(']') && change.field.find('[') != std::string::npos) {
        take_slice(change);
        found = find_place(sights, position, change.field);
    }
    if (found.sight == nullptr)
        throw StepError{fmt::format("no field so far is called {}{}", asked.field,
                                    did_you_mean(change.field, field_names(events)))};
    ChangedField changed{found.place.path,
                         found.place.path.substr(0, found.place.path.find('.')),
                         found.sight->sender,
                         bytes_at(found.sight->stream, found.place),
                         {},
                         false,
                         {}};
    changed.after = after_change(changed.before, change);
    View rest = changed.after;
    for (const Piece& piece : found.place.pieces) {
        changed.patches.push_back(
            patch_record(events, *found.sight, piece, rest.first(piece.size), changed.sealed_anew));
        rest = rest.subspan(piece.size);
    }
    return changed;
}

std::optional<FoundField> find_field(const std::vector<tls::Event>& events, std::size_t position,
                                     std::string_view path) {
    const std::vector<Sight> sights = sights_of(events);
    const Found found = find_place(sights, position, path);
    if (found.sight == nullptr) return std::nullopt;
    return FoundField{found.place.path, found.sight->sender, bytes_at(found.sight->stream, found.place)};
}

std::vector<std::string> field_names(const std::vector<tls::Event>& events) {
    std::vector<std::string> names;
    for (const Sight& sight : sights_of(events))
        for (const Place& place : places_in(sight.stream))
            if (std::find(names.begin(), names.end(), place.path) == names.end()) names.push_back(place.path);
    return names;
}

} // namespace vitrine::apps
