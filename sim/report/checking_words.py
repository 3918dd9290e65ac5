"""What a check says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

CHECK: Mapping[str, Word] = {
    "ok": Word("{label}: passed", "{label}: đạt"),
    "failed": Word("{label}: FAILED", "{label}: KHÔNG ĐẠT"),
    "exact": Word(
        "Identical to the baseline to the last bit: {replications} replications, seed {seed}, "
        "{first} to {last}.",
        "Trùng khớp tuyệt đối với mốc so sánh: {replications} lần chạy, hạt giống {seed}, từ "
        "{first} đến {last}.",
    ),
    "differs": Word(
        "Not what it was, from replication {number} on, although seed, model version, platform "
        "and scenario are the same. If a rule was changed on purpose, raise MODEL_VERSION and "
        "renew the baseline (--update); if not, something slipped in.",
        "Không còn như trước, kể từ lần chạy {number}, dù hạt giống, phiên bản mô hình, nền tảng "
        "và kịch bản vẫn như cũ. Nếu chủ ý thay đổi quy tắc, hãy tăng MODEL_VERSION và làm mới mốc "
        "so sánh (--update); nếu không, đã có thay đổi ngoài ý muốn.",
    ),
    "statistical": Word(
        "Compared by statistics: {replications} replications, seed {seed}, {first} to {last}, "
        "against {before} of the baseline, {how}.",
        "So sánh bằng thống kê: {replications} lần chạy, hạt giống {seed}, từ {first} đến {last}, "
        "với {before} lần của mốc so sánh, {how}.",
    ),
    "paired": Word("pair by pair (same seed)", "theo từng cặp (cùng hạt giống)"),
    "unpaired": Word("as two samples (other seed)", "như hai mẫu độc lập (khác hạt giống)"),
    "off": Word("Exact mode is off.", "Chế độ so khớp tuyệt đối đã tắt."),
    "seed": Word("Other seed: {before} then, {now} now.", "Hạt giống khác: {before} nay là {now}."),
    "model": Word(
        "Model changed: version {before} then, {now} now. Renew with --update once you agree with "
        "what moved.",
        "Mô hình đã thay đổi: phiên bản {before} nay là {now}. Hãy làm mới bằng --update khi bạn "
        "đồng ý với những gì đã thay đổi.",
    ),
    "platform": Word(
        "Other platform: {before} then, {now} now.", "Nền tảng khác: {before} nay là {now}."
    ),
    "inputs": Word(
        "The scenario is not the one that the baseline was made of.",
        "Kịch bản không còn là kịch bản đã dùng để lập mốc so sánh.",
    ),
    "same": Word("same", "như cũ"),
    "changed": Word("CHANGED", "THAY ĐỔI"),
    "unclear": Word("unclear", "chưa rõ"),
    "blank": Word("GONE", "KHÔNG CÒN"),
    "table": Word("Against the baseline", "So với mốc so sánh"),
    "where": Word("Where", "Nơi"),
    "measure": Word("Measure", "Chỉ tiêu"),
    "before": Word("Before", "Trước"),
    "now": Word("Now", "Nay"),
    "difference": Word("Difference", "Chênh lệch"),
    "allowed": Word("Allowed", "Cho phép"),
    "verdict": Word("Verdict", "Kết luận"),
    "basis": Word(
        "± holds for all measures and looks at once with 99 %. Changed: the whole interval is "
        "beyond what is allowed; unclear: {most} replications could not tell.",
        "± đúng đồng thời cho mọi chỉ tiêu và mọi lần xem với 99 %. Thay đổi: toàn bộ khoảng nằm "
        "ngoài mức cho phép; chưa rõ: {most} lần chạy chưa đủ để kết luận.",
    ),
    "rest": Word("The other {n} measures: same.", "{n} chỉ tiêu còn lại: như cũ."),
    "sites": Word("Where it moved (no verdict)", "Thay đổi ở đâu (không kết luận)"),
    "more_sites": Word("... and {n} more.", "... và {n} dòng nữa."),
    "targets": Word("Targets", "Mục tiêu"),
    "target": Word("Target", "Mục tiêu"),
    "value": Word("Value", "Giá trị"),
    "days": Word("Days met", "Số ngày đạt"),
    "met": Word("met", "đạt"),
    "surely_met": Word("surely met", "chắc chắn đạt"),
    "missed": Word("MISSED", "KHÔNG ĐẠT"),
    "surely_missed": Word("SURELY MISSED", "CHẮC CHẮN KHÔNG ĐẠT"),
    "targets_met": Word(
        "{met} of {all} targets at sites are met.", "{met} trong {all} mục tiêu tại các nơi đạt."
    ),
    "not_asserted": Word(
        "{n} target(s) of the scenario are not judged here; `check: true` makes a target one that "
        "must hold.",
        "{n} mục tiêu của kịch bản không được xét ở đây; `check: true` biến mục tiêu thành điều "
        "bắt buộc.",
    ),
    "updated": Word(
        "{label}: baseline of {replications} replications, seed {seed}, {first} to {last}, model "
        "version {model}",
        "{label}: mốc so sánh gồm {replications} lần chạy, hạt giống {seed}, từ {first} đến "
        "{last}, phiên bản mô hình {model}",
    ),
    "mean": Word("Mean", "Trung bình"),
    "resolved": Word("Resolved", "Phân giải được"),
    "resolved_basis": Word(
        "± is the half-width of 95 % intervals. Resolved: what a check with another seed can tell "
        "apart with {most} replications.",
        "± là nửa độ rộng khoảng tin cậy 95 %. Phân giải được: mức mà một lần kiểm tra với hạt "
        "giống khác phân biệt được bằng {most} lần chạy.",
    ),
    "written": Word("Written: {file}", "Đã ghi: {file}"),
    "summary": Word("{ok} of {all} scenarios passed.", "{ok} trong {all} kịch bản đạt."),
}
