// An observer that tells a run as a tree while it happens.
#include "tls/trace/trace_log.h"

namespace vitrine::tls {

TraceLog::TraceLog(LineSink sink, Role us, const TreeStyle& style)
    : sink_(std::move(sink)), us_(us), renderer_(style), explainer_(us, Certificates::closed) {}

TraceLog::~TraceLog() { tell(); }

void TraceLog::add(Event event) {
    explainer_.add(event);
    waiting_.push_back(std::move(event));
    if (explainer_.settled()) tell();
}

void TraceLog::tell() {
    std::string text = renderer_.all(waiting_, us_, explainer_.take(), told_);
    told_ += waiting_.size();
    waiting_.clear();
    if (text.empty()) return;
    text.pop_back(); // the sink ends the last line
    sink_(text);
}

} // namespace vitrine::tls
