"""What a report to hand round says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

PAGE: Mapping[str, Word] = {
    # The first screen.
    "report": Word("Report", "Báo cáo"),
    "kind": Word("Simulation report", "Báo cáo mô phỏng"),
    "versus": Word("{runs} compared", "So sánh {runs}"),
    "at_a_glance": Word("At a glance", "Tóm tắt"),
    "falls": Word(
        "{run} cuts the mean wait {where} by {by} min against {base}: from {old} to {new} min "
        "(95 % interval of the cut {low}–{high}).",
        "{run} giảm thời gian chờ trung bình {where} {by} phút so với {base}: từ {old} xuống {new} "
        "phút (khoảng tin cậy 95 % của mức giảm {low}–{high}).",
    ),
    "rises": Word(
        "{run} lengthens the mean wait {where} by {by} min against {base}: from {old} to {new} min "
        "(95 % interval of the rise {low}–{high}).",
        "{run} làm thời gian chờ trung bình {where} tăng {by} phút so với {base}: từ {old} lên "
        "{new} phút (khoảng tin cậy 95 % của mức tăng {low}–{high}).",
    ),
    "stays": Word(
        "Whether {run} changes the mean wait {where} against {base} cannot be told from chance: "
        "{old} and {new} min (95 % interval of the change {low} to {high}).",
        "Chưa phân biệt được với ngẫu nhiên {run} có làm thay đổi thời gian chờ trung bình {where} "
        "so với {base} hay không: {old} và {new} phút (khoảng tin cậy 95 % của chênh lệch từ {low} "
        "đến {high}).",
    ),
    "moved_alone": Word(
        "The mean wait {where} is {new} min in {run} and {old} min in {base}; one replication "
        "cannot tell whether that is chance.",
        "Thời gian chờ trung bình {where} là {new} phút ở {run} và {old} phút ở {base}; một lần "
        "chạy không cho biết đó có phải là ngẫu nhiên hay không.",
    ),
    "nobody": Word(
        "Waits {where} in {run} and {base} cannot be compared: nobody was served in one of them.",
        "Không so sánh được thời gian chờ {where} giữa {run} và {base}: ở một kịch bản không có ai "
        "được phục vụ.",
    ),
    "unpaired": Word(
        "{run} and {base} were not simulated on the same citizens and dates, so that no "
        "differences are told; use `compare` for both.",
        "{run} và {base} không được mô phỏng trên cùng người dân và cùng kỳ nên không nêu chênh "
        "lệch; hãy dùng `compare` cho cả hai.",
    ),
    "sites": Word(
        "Site by site, {run} against {base}: {worse}, {better}, {same}. The intervals hold for all "
        "{n} sites at once.",
        "Theo từng nơi, {run} so với {base}: {worse}, {better}, {same}. Các khoảng tin cậy đúng "
        "đồng thời cho cả {n} nơi.",
    ),
    "worse_0": Word("no site gets clearly worse", "không nơi nào xấu đi rõ rệt"),
    "worse_1": Word("1 site gets worse", "1 nơi xấu đi"),
    "worse_2": Word("{n} sites get worse", "{n} nơi xấu đi"),
    "better_0": Word("no site gets clearly better", "không nơi nào tốt lên rõ rệt"),
    "better_1": Word("1 gets better", "1 nơi tốt lên"),
    "better_2": Word("{n} get better", "{n} nơi tốt lên"),
    "same_0": Word("none is within chance", "không nơi nào chưa rõ"),
    "same_1": Word("1 cannot be told from chance", "1 nơi chưa phân biệt được với ngẫu nhiên"),
    "same_2": Word("{n} cannot be told from chance", "{n} nơi chưa phân biệt được với ngẫu nhiên"),
    "where_all": Word("in the whole network", "trên toàn mạng lưới"),
    "where_center": Word("at the provincial centre", "tại trung tâm tỉnh"),
    "where_branch": Word("at branches", "tại các chi nhánh"),
    "where_point": Word("at reception points", "tại các điểm tiếp nhận"),
    "served_nobody": Word("In {run} nobody was served.", "Ở {run} không có ai được phục vụ."),
    "wait": Word(
        "Citizens wait {mean} min on average{interval}.",
        "Người dân chờ trung bình {mean} phút{interval}.",
    ),
    "interval": Word("(95 % interval {low}–{high})", "(khoảng tin cậy 95 %: {low}–{high})"),
    "tail": Word(
        "Nine of ten who are served wait at most {wait} min.",
        "Chín trong mười người được phục vụ chờ không quá {wait} phút.",
    ),
    "within_target_share": Word(
        "{share} % of tickets are called within the target of {target} min.",
        "{share} % số thứ tự được gọi trong thời gian mục tiêu {target} phút.",
    ),
    "utilisation": Word(
        "Officers are busy for {share} % of their time at the counters.",
        "Công chức bận {share} % thời gian trực quầy.",
    ),
    "on_time_share": Word(
        "{share} % of dossiers are done on time.", "{share} % hồ sơ được giải quyết đúng hạn."
    ),
    "longest": Word(
        "The longest mean wait is at {site}: {wait} min.",
        "Thời gian chờ trung bình dài nhất là tại {site}: {wait} phút.",
    ),
    "single": Word(
        "One replication only: no intervals, and what looks like an effect may be chance.",
        "Chỉ một lần chạy: không có khoảng tin cậy, điều trông như tác động có thể là ngẫu nhiên.",
    ),
    "few": Word(
        "Only {n} replications: intervals are wide, and small effects stay hidden; 30 are usual.",
        "Chỉ {n} lần chạy: khoảng tin cậy rộng, tác động nhỏ có thể bị che khuất; thường cần 30.",
    ),
    "interrupted": Word(
        "Interrupted: only what was finished is shown.", "Bị ngắt giữa chừng: chỉ có phần đã xong."
    ),
    # Around the figures.
    "contents": Word("Contents", "Mục lục"),
    "skip": Word("Skip to the results", "Đến phần kết quả"),
    "show": Word("Show", "Hiển thị"),
    "filters": Word("Filters for all figures", "Bộ lọc cho mọi hình"),
    "any_tier": Word("All tiers", "Mọi cấp"),
    "any_district": Word("All districts", "Mọi huyện, thành phố"),
    "any_site": Word("All sites", "Mọi nơi tiếp nhận"),
    "any_procedure": Word("All procedures", "Mọi thủ tục"),
    "reset": Word("Show all", "Bỏ lọc"),
    "measure": Word("Measure", "Chỉ tiêu"),
    "scenario": Word("Scenario", "Kịch bản"),
    "numbers": Word("The numbers as a table", "Số liệu dạng bảng"),
    "whole_only": Word(
        "For the whole network: results do not tell it by site.",
        "Tính cho toàn mạng lưới: kết quả không chia theo từng nơi.",
    ),
    "nothing": Word(
        "Nothing to show for this choice.", "Không có gì để hiển thị cho lựa chọn này."
    ),
    "no_script": Word(
        "Figures need JavaScript, which is switched off here; the tables do not.",
        "Các hình cần JavaScript, hiện đang tắt; các bảng thì không.",
    ),
    "most": Word("The {n} largest of {all}.", "{n} giá trị lớn nhất trong {all}."),
    "print": Word("Print or save as PDF", "In hoặc lưu thành PDF"),
    "print_hint": Word(
        "Figures print as they are filtered.", "Hình được in theo bộ lọc đang chọn."
    ),
    "mean": Word("Mean", "Trung bình"),
    "low": Word("95 % from", "95 % từ"),
    "high": Word("95 % to", "95 % đến"),
    "whole": Word("whole network", "toàn mạng lưới"),
    "missing": Word(
        "Not shown: this results folder does not hold {what}.",
        "Không hiển thị: thư mục kết quả không có {what}.",
    ),
    "what_values": Word(
        "values by replication (replications.parquet)",
        "giá trị theo lần chạy (replications.parquet)",
    ),
    "what_dossiers": Word("measures of dossiers", "chỉ tiêu về hồ sơ"),
    "what_communes": Word("communes with a place on the map", "xã có vị trí trên bản đồ"),
    "what_places": Word("sites with a place on the map", "nơi tiếp nhận có vị trí trên bản đồ"),
    "what_assumptions": Word(
        "the assumptions, which earlier versions did not keep",
        "các giả định, vì phiên bản trước không lưu",
    ),
    # Sections and figures: heading, and what is seen.
    "picture": Word("Mean wait, by tier", "Thời gian chờ trung bình theo cấp"),
    "picture_text": Word(
        "Minutes from ticket to counter. Thin lines: 95 % intervals; dashed: the wait target.",
        "Số phút từ khi lấy số đến khi vào quầy. Vạch mảnh: khoảng tin cậy 95 %; nét đứt: thời "
        "gian chờ mục tiêu.",
    ),
    "side_by_side": Word("Scenarios side by side", "So sánh các kịch bản"),
    "in_numbers": Word("The scenario in numbers", "Kịch bản qua số liệu"),
    "side_text": Word(
        "± is the half-width of a 95 % interval. Changes are against {base}, on the same citizens; "
        "bold where they are beyond chance.",
        "± là nửa độ rộng khoảng tin cậy 95 %. Chênh lệch so với {base}, trên cùng người dân; chữ "
        "đậm khi vượt quá ngẫu nhiên.",
    ),
    "numbers_text": Word(
        "± is the half-width of a 95 % interval.", "± là nửa độ rộng khoảng tin cậy 95 %."
    ),
    "change": Word("{run}: change", "{run}: chênh lệch"),
    "sites_heading": Word("Sites that gain and lose", "Nơi được lợi và bị thiệt"),
    "changes_text": Word(
        "Change of the mean wait against {base} [min]. Left of zero the wait falls. Intervals hold "
        "for all sites at once (95 %), so one may look for the extremes; hollow: within chance.",
        "Chênh lệch thời gian chờ trung bình so với {base} [phút]. Bên trái số 0 là giảm. Khoảng "
        "tin cậy đúng đồng thời cho mọi nơi (95 %) nên có thể chọn các cực trị; rỗng: chưa rõ.",
    ),
    "gain": Word("Wait falls most", "Giảm nhiều nhất"),
    "lose": Word("Wait grows most", "Tăng nhiều nhất"),
    "tier": Word("Tier", "Cấp"),
    "site": Word("Site", "Nơi tiếp nhận"),
    "verdict": Word("Verdict", "Kết luận"),
    "verdict_-1": Word("wait falls", "chờ ít hơn"),
    "verdict_0": Word("within chance", "chưa rõ rệt"),
    "verdict_1": Word("wait grows", "chờ lâu hơn"),
    "verdict_none": Word("one replication", "một lần chạy"),
    "times": Word("When citizens wait", "Khi nào người dân phải chờ"),
    "hours": Word("Wait by hour of arrival", "Thời gian chờ theo giờ đến"),
    "hours_text": Word(
        "Mean wait of those who take a ticket in that hour. Bands: 95 % intervals; dashed: the "
        "wait target.",
        "Thời gian chờ trung bình của người lấy số trong giờ đó. Dải màu: khoảng tin cậy 95 %; "
        "nét đứt: thời gian chờ mục tiêu.",
    ),
    "weekdays": Word("By weekday", "Theo ngày trong tuần"),
    "queue": Word("Queue over the day", "Hàng chờ trong ngày"),
    "queue_text": Word(
        "Visits waiting at once at an open site, on average. Bands: 95 % intervals.",
        "Số lượt đang chờ trung bình tại một nơi đang mở. Dải màu: khoảng tin cậy 95 %.",
    ),
    "officers": Word("How busy officers are", "Mức độ bận của công chức"),
    "load": Word("Utilisation and waits, site by site", "Mức độ sử dụng và thời gian chờ từng nơi"),
    "load_text": Word(
        "Each dot is a site. To the right officers are busier, further up citizens wait longer; "
        "dashed: the wait target.",
        "Mỗi chấm là một nơi. Càng sang phải công chức càng bận, càng lên cao người dân chờ càng "
        "lâu; nét đứt: thời gian chờ mục tiêu.",
    ),
    "ranking": Word("Sites ranked", "Xếp hạng các nơi"),
    "ranking_text": Word(
        "Utilisation, overtime, waits or any other measure, the largest first.",
        "Mức độ sử dụng, làm thêm giờ, thời gian chờ hoặc chỉ tiêu khác, lớn nhất trước.",
    ),
    "dossiers": Word("Dossiers on time", "Hồ sơ đúng hạn"),
    "procedures": Word("By procedure", "Theo thủ tục"),
    "procedures_text": Word(
        "Each procedure in the whole network.", "Từng thủ tục trên toàn mạng lưới."
    ),
    "homes": Word("Citizens' time by commune", "Thời gian của người dân theo xã"),
    "homes_text": Word(
        "What a dossier costs a citizen of each commune in time, on the road and at the site; the "
        "longest first.",
        "Thời gian người dân từng xã mất cho một hồ sơ, đi đường và tại nơi tiếp nhận; dài nhất "
        "trước.",
    ),
    "map": Word("The network on a map", "Mạng lưới trên bản đồ"),
    "map_text": Word(
        "Each cell holds what is nearest to a commune's centre: these are not its real borders. "
        "Drag to zoom in, double-click to zoom out. Dots are sites, larger with more staff.",
        "Mỗi ô gồm những điểm gần tâm của một xã nhất, không phải địa giới thật. Kéo để phóng to, "
        "nhấp đúp để thu nhỏ. Chấm là nơi tiếp nhận, càng lớn càng nhiều nhân sự.",
    ),
    "credit": Word(
        "Units and codes: GSO of Viet Nam. Places: GeoNames (CC BY).",
        "Đơn vị hành chính và mã: Tổng cục Thống kê Việt Nam. Địa danh: GeoNames (CC BY).",
    ),
    "east": Word("East [km]", "Hướng đông [km]"),
    "north": Word("North [km]", "Hướng bắc [km]"),
    "staffing": Word("Staff", "Nhân sự"),
    "staffing_text": Word(
        "Persons by tier and site. Bold: not as in {base}.",
        "Số người theo cấp và nơi. Chữ đậm: khác với {base}.",
    ),
    "plan_column": Word("Plan: {file}", "Kế hoạch: {file}"),
    "no_plan": Word(
        "The folder has no plan of a study (plan.yaml): the staff of the scenarios is shown.",
        "Thư mục không có kế hoạch của nghiên cứu (plan.yaml): hiển thị nhân sự của kịch bản.",
    ),
    "each_site": Word("Every site", "Từng nơi"),
    "assumptions": Word("Assumptions", "Giả định"),
    "assumptions_text": Word(
        "Figures without a published source, as the scenario files mark them ({n}). Vary them with "
        "--set before relying on an absolute number.",
        "Các số liệu không có nguồn công bố, như tệp kịch bản đánh dấu ({n}). Hãy thay đổi chúng "
        "bằng --set trước khi dựa vào một con số tuyệt đối.",
    ),
    "assumed": Word("assumed", "giả định"),
    "place": Word("Where", "Vị trí"),
    "no_assumptions": Word(
        "The scenario files mark no figure as assumed.",
        "Các tệp kịch bản không đánh dấu số liệu nào là giả định.",
    ),
    "methods": Word("Methods", "Phương pháp"),
    "provenance": Word("Provenance", "Nguồn gốc kết quả"),
    "made": Word("Made with motcua {version}.", "Tạo bằng motcua {version}."),
}
"""The page; methods and provenance are in `page_method_words`."""
