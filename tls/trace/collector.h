// Hears of the fields of a message, and keeps them as an annotation. For those who annotate.
#pragma once

#include "tls/trace/annotate.h"
#include "tls/wire/field_sink.h"

namespace vitrine::tls {

// Copies what it hears. The body of a handshake message is shown as the message itself: ".body" leaves the paths.
class Collector final : public FieldSink {
public:
    Collector(Annotation& annotation, std::string_view inside)
        : annotation_(annotation), inside_(inside.empty() ? "" : annotation.name + std::string{inside} + ".") {}

    void field(const Field& field) override {
        std::string path{field.path};
        std::size_t depth = field.depth;
        if (!inside_.empty() && path.starts_with(inside_)) {
            path.replace(0, inside_.size(), annotation_.name + ".");
            --depth;
        }
        annotation_.fields.push_back({std::move(path), std::string{field.name}, field.offset, to_bytes(field.bytes),
                                      std::string{field.meaning}, depth});
    }

private:
    Annotation& annotation_;
    std::string inside_;
};

// One field for whatever lies behind the last that was understood.
inline void add_rest(Annotation& annotation, View bytes) {
    const auto& fields = annotation.fields;
    const std::size_t end = fields.empty() ? 0 : fields.back().offset + fields.back().bytes.size();
    if (end == bytes.size()) return;
    annotation.fields.push_back(
        {annotation.name + ".not_understood", "not_understood", end, to_bytes(bytes.subspan(end)), "", 0});
}

} // namespace vitrine::tls
