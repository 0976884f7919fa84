// Capture files of any bytes at all: refused by a sentence or read, and what was read is dissected with its own key
// log.
#include "apps/capture.h"
#include "tls/trace/story.h"

#include <cstdlib>

namespace {

using namespace vitrine;

void check(bool condition) {
    if (!condition) std::abort();
}

void dissect(const apps::Conversation& conversation, const tls::KeyLogSecrets& secrets) {
    for (const std::string& trouble : conversation.troubles) check(!trouble.empty());
    for (const apps::Chunk& chunk : conversation.chunks) check(!chunk.bytes.empty() && chunk.packet > 0);
    tls::Story story;
    tls::dissect(apps::passages_of(conversation), secrets, story);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const apps::Capture capture = apps::read_capture({data, size});
        const tls::KeyLogSecrets secrets = tls::read_key_log(capture.key_log);
        for (const apps::Conversation& conversation : capture.conversations) dissect(conversation, secrets);
    } catch (const apps::CaptureError& error) {
        check(*error.what() != '\0');
    }
    return 0;
}
