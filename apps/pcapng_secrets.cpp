// The key log that a pcapng file carries with it (draft-ietf-opsawg-pcapng §4.7).
#include "apps/pcapng_secrets.h"

#include <fmt/format.h>

namespace vitrine::apps {

namespace {

enum class BlockType : std::uint32_t { section_header = 0x0a0d0d0a, decryption_secrets = 0x0000000a };
constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint32_t tls_key_log = 0x544c534b;          // "TLSK"
constexpr std::size_t block_header_size = 8;               // bytes: type, total length
constexpr std::size_t smallest_block = 12;                 // bytes: the length stands behind the body once more
constexpr std::size_t max_key_log = std::size_t{16} << 20; // bytes

enum class ByteOrder : std::uint8_t { little, big };

std::uint32_t uint32_at(View bytes, std::size_t at, ByteOrder order) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | bytes[at + (order == ByteOrder::big ? i : 3 - i)];
    return value;
}

bool is_section_header(View block) { // the type reads the same in both orders
    return block.size() >= 4 && uint32_at(block, 0, ByteOrder::big) == std::uint32_t{0x0a0d0d0a};
}

// Each section has its own order, which its header tells.
std::optional<ByteOrder> order_of_section(View header) {
    if (header.size() < block_header_size + 4) return std::nullopt;
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big})
        if (uint32_at(header, block_header_size, order) == byte_order_magic) return order;
    return std::nullopt;
}

// The whole block that `rest` begins with; nothing if there is none.
std::optional<View> first_block(View rest, ByteOrder order) {
    if (rest.size() < smallest_block) return std::nullopt;
    const std::size_t size = uint32_at(rest, 4, order);
    if (size < smallest_block || size % 4 != 0 || size > rest.size()) return std::nullopt;
    if (uint32_at(rest, size - 4, order) != size) return std::nullopt;
    return rest.first(size);
}

// The text of a Decryption Secrets Block of TLS; nothing for other secrets.
std::optional<View> key_log_in(View block, ByteOrder order) {
    const View body = block.subspan(block_header_size, block.size() - smallest_block);
    if (body.size() < 8 || uint32_at(body, 0, order) != tls_key_log) return std::nullopt;
    const std::size_t size = uint32_at(body, 4, order);
    if (size > body.size() - 8) return std::nullopt;
    return body.subspan(8, size);
}

} // namespace

bool is_pcapng(View file) { return is_section_header(file) && order_of_section(file).has_value(); }

PcapngSecrets secrets_in_pcapng(View file) {
    PcapngSecrets found;
    ByteOrder order = ByteOrder::little;
    for (View rest = file; !rest.empty();) {
        if (is_section_header(rest)) order = order_of_section(rest).value_or(order);
        const std::optional<View> block = first_block(rest, order);
        if (!block) {
            found.trouble =
                fmt::format("at byte {} of the file no pcapng block begins: key log lines behind it are not read",
                            file.size() - rest.size());
            return found;
        }
        if (BlockType{uint32_at(*block, 0, order)} == BlockType::decryption_secrets)
            if (const auto text = key_log_in(*block, order); text && found.key_log.size() + text->size() < max_key_log)
                found.key_log.append(as_text(*text)).append("\n"); // the last line of a block may lack its end
        rest = rest.subspan(block->size());
    }
    return found;
}

} // namespace vitrine::apps
