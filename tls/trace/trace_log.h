// An observer that tells a run as a tree while it happens, record by record (-trace).
#pragma once

#include "tls/trace/explainer.h"
#include "tls/trace/message_log.h"
#include "tls/trace/render_tree.h"

namespace vitrine::tls {

// What belongs to a record comes behind it; one whose message goes on in the next record waits for that.
class TraceLog final : public EventObserver {
public:
    TraceLog(LineSink sink, Role us, const TreeStyle& style);
    ~TraceLog() override; // tells what still waits

    void add(Event event) override;

private:
    void tell();

    LineSink sink_;
    Role us_;
    TreeRenderer renderer_;
    Explainer explainer_;
    std::vector<Event> waiting_;
    std::size_t told_ = 0; // events
};

} // namespace vitrine::tls
