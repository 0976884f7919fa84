// Structs of no protocol, one for each word of a description.
#pragma once

#include "tls/wire/codec.h"

#include <array>

namespace vitrine::tls {

struct Point {
    std::uint8_t x = 0;
    std::uint16_t y = 0;
    bool operator==(const Point&) const = default;
};
inline void describe(Wire& wire, Point& point) {
    wire.number("x", point.x);
    wire.number("y", point.y);
}

struct Shape {
    std::uint32_t id = 0;
    std::array<std::uint8_t, 2> tag{};
    Bytes label;
    std::vector<Point> corners;
    std::optional<Bytes> note;
    bool operator==(const Shape&) const = default;
};
inline void describe(Wire& wire, Shape& shape) {
    wire.number("id", shape.id);
    wire.fixed("tag", shape.tag);
    wire.text("label", shape.label, Length::u8, {1, 4});
    wire.list("corners", shape.corners, Length::u16, {3, 30});
    if (wire.present(shape.note)) wire.opaque("note", *shape.note, Length::u24, {0, 0xffffff});
}

// Two points and a note of one byte.
inline const Shape& example() {
    static const Shape shape{0x01020304, {0xaa, 0xbb}, {'h', 'i'}, {{1, 2}, {3, 0x0405}}, Bytes{0x77}};
    return shape;
}
inline constexpr std::string_view example_hex = "01020304 aabb 02 6869 0006 010002 030405 000001 77";

} // namespace vitrine::tls
