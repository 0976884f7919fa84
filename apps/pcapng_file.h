// The file of --pcapng: what the program's connections said, for Wireshark, written while they say it.
#pragma once

#include "tls/trace/pcapng.h"

#include <memory>
#include <mutex>

namespace vitrine::apps {

// One file for all connections, each of which may have a thread: blocks are written whole, one after the other.
class PcapngFile {
public:
    // Made anew, for its owner alone; a pipe or a device is written to as it is. Throws UsageError.
    explicit PcapngFile(const std::string& path);
    ~PcapngFile(); // says on stderr if the file is not whole
    PcapngFile(const PcapngFile&) = delete;
    PcapngFile& operator=(const PcapngFile&) = delete;

    // An observer of the connection over this socket, a descriptor; it borrows the file.
    std::unique_ptr<tls::Observer> connection(int socket, tls::Role us);

private:
    void write(View blocks);

    int file_;
    std::mutex mutex_;
    bool failed_ = false; // nothing more is written then
};

// nullptr if `path` is empty.
std::unique_ptr<PcapngFile> open_pcapng(const std::string& path);

} // namespace vitrine::apps
