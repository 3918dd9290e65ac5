"""How a report tells its methods, in the order of STRESS-DES, and where its numbers come from.

The order is that of the guideline for discrete-event simulations: Monks, Currie, Onggo, Robinson,
Kunc and Taylor 2019, *Journal of Simulation* 13(1), 55-67.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

METHOD: Mapping[str, Word] = {
    "order": Word(
        "In the order of STRESS-DES (Monks et al. 2019), the guideline for reporting "
        "discrete-event simulations.",
        "Theo thứ tự của STRESS-DES (Monks và cộng sự 2019), hướng dẫn trình bày mô phỏng sự kiện "
        "rời rạc.",
    ),
    "objectives": Word("1. Objectives", "1. Mục tiêu"),
    "purpose": Word("Purpose", "Mục đích"),
    "purpose_text": Word(
        "To see how long citizens wait, how many are served, how busy officers are and whether "
        "dossiers are done on time in a network of public service sites, before changing it.",
        "Xem trước khi thay đổi: người dân chờ bao lâu, bao nhiêu người được phục vụ, công chức "
        "bận mức nào và hồ sơ có đúng hạn không trong mạng lưới nơi tiếp nhận thủ tục hành chính.",
    ),
    "outputs": Word("Outputs", "Kết quả đầu ra"),
    "outputs_text": Word(
        "Waits (from ticket to counter), shares served and lost, queues, utilisation, overtime, "
        "time to the result, shares on time, citizens' time with travel; by network, tier, "
        "district, site, procedure, hour, weekday and commune.",
        "Thời gian chờ (từ lấy số đến vào quầy), tỷ lệ được phục vụ và bỏ về, hàng chờ, mức độ sử "
        "dụng, làm thêm giờ, thời gian giải quyết, tỷ lệ đúng hạn, thời gian của người dân kể cả "
        "đi đường; theo mạng lưới, cấp, huyện, nơi, thủ tục, giờ, ngày trong tuần và xã.",
    ),
    "aims": Word("Experiments", "Thí nghiệm"),
    "aims_one": Word("One scenario: {runs}.", "Một kịch bản: {runs}."),
    "aims_text": Word("{runs}, each against {base}.", "{runs}, mỗi kịch bản so với {base}."),
    "logic": Word("2. Logic", "2. Logic"),
    "overview": Word("Model", "Mô hình"),
    "overview_text": Word(
        "Residents need procedures, choose a site, take a ticket, wait for an officer who serves "
        "their procedure, and may give up; incomplete dossiers bring them back, back offices work "
        "on what was taken in, and results are fetched or sent.",
        "Người dân có nhu cầu làm thủ tục, chọn nơi đến, lấy số, chờ công chức phụ trách thủ tục "
        "đó và có thể bỏ về; hồ sơ thiếu phải bổ sung, bộ phận chuyên môn giải quyết, kết quả được "
        "đến nhận hoặc gửi trả.",
    ),
    "order_text": Word(
        "Priority classes first, then by ticket; officers keep to hours, breaks and absence.",
        "Lớp ưu tiên trước, sau đó theo số thứ tự; công chức theo giờ làm việc, giờ nghỉ và vắng "
        "mặt.",
    ),
    "scenarios": Word("Scenarios", "Kịch bản"),
    "components": Word("Components", "Thành phần"),
    "components_text": Word(
        "{run}: {sites} sites, {procedures} procedures, {communes} communes, {staff} staff.",
        "{run}: {sites} nơi tiếp nhận, {procedures} thủ tục, {communes} xã, {staff} nhân sự.",
    ),
    "algorithms": Word("Order of service", "Thứ tự phục vụ"),
    "data": Word("3. Data", "3. Dữ liệu"),
    "sources": Word("Sources and inputs", "Nguồn và đầu vào"),
    "sources_text": Word(
        "Every input with its value is in the resolved scenario beside the results: {files}. "
        "Published sources are named in the scenario files.",
        "Mọi đầu vào và giá trị nằm trong kịch bản đầy đủ cạnh kết quả: {files}. Nguồn công bố "
        "được nêu trong các tệp kịch bản.",
    ),
    "assumptions": Word("Assumptions", "Giả định"),
    "assumptions_text": Word(
        "Listed above with their marks ({n}).", "Liệt kê ở trên kèm dấu hiệu ({n})."
    ),
    "assumptions_none": Word(
        "This results folder does not list them; see the scenario files.",
        "Thư mục kết quả này không liệt kê; xem các tệp kịch bản.",
    ),
    "experiments": Word("4. Experimentation", "4. Thực nghiệm"),
    "start": Word("Initialisation", "Khởi tạo"),
    "start_text": Word(
        "Empty sites, and a warm-up of {days} days before the period that is not counted.",
        "Bắt đầu trống, chạy khởi động {days} ngày trước kỳ tính, không tính vào kết quả.",
    ),
    "length": Word("Run length", "Độ dài"),
    "length_text": Word("{days} days, {first} to {last}.", "{days} ngày, từ {first} đến {last}."),
    "estimation": Word("Estimation", "Ước lượng"),
    "estimation_text": Word(
        "{replications} independent replications. Ratios of totals with linearised 95 % Student "
        "intervals; scenarios on common random numbers and paired by replication; extremes over "
        "sites by Bonferroni.",
        "{replications} lần chạy độc lập. Tỷ số của tổng với khoảng Student 95 % tuyến tính hóa; "
        "các kịch bản dùng chung số ngẫu nhiên, ghép cặp theo lần chạy; cực trị giữa các nơi theo "
        "Bonferroni.",
    ),
    "implementation": Word("5. Implementation", "5. Cài đặt"),
    "software": Word("Software", "Phần mềm"),
    "software_text": Word(
        "motcua {version}, model version {model}, {engine} engine.",
        "motcua {version}, phiên bản mô hình {model}, bộ máy {engine}.",
    ),
    "random": Word("Random sampling", "Lấy mẫu ngẫu nhiên"),
    "random_text": Word(
        "Counter-based streams from seed {seed}: one for each purpose, so that scenarios share "
        "what they have in common.",
        "Luồng ngẫu nhiên theo bộ đếm từ hạt giống {seed}, mỗi mục đích một luồng, để các kịch bản "
        "dùng chung phần giống nhau.",
    ),
    "execution": Word("Execution", "Thực thi"),
    "execution_text": Word(
        "Next event by next event in whole milliseconds; {system}.",
        "Theo từng sự kiện, tính bằng mili giây nguyên; {system}.",
    ),
    "access": Word("6. Code access", "6. Truy cập mã nguồn"),
    "code": Word("To repeat it", "Để chạy lại"),
    "code_text": Word(
        "motcua is free software (Apache-2.0). Command: {command}",
        "motcua là phần mềm tự do (Apache-2.0). Lệnh: {command}",
    ),
}
"""Headings, terms and texts of the methods."""

PROVENANCE: Mapping[str, Word] = {
    "folder": Word("Results folder", "Thư mục kết quả"),
    "scenario": Word("Scenario", "Kịch bản"),
    "file": Word("File", "Tệp"),
    "command": Word("Command", "Lệnh"),
    "period": Word("Period", "Kỳ"),
    "replications": Word("Replications", "Số lần chạy"),
    "seed": Word("Seed", "Hạt giống"),
    "started": Word("Begun", "Bắt đầu"),
    "duration": Word("Duration", "Thời lượng"),
    "seconds": Word("{n} s", "{n} giây"),
    "digest": Word("Digest of the journal", "Mã băm nhật ký"),
    "no_digest": Word("not taken", "không tính"),
    "version": Word("motcua, model version", "motcua, phiên bản mô hình"),
    "commit": Word("Commit", "Phiên bản mã nguồn"),
    "libraries": Word("Python and libraries", "Python và thư viện"),
    "platform": Word("Platform", "Nền tảng"),
    "sets": Word("Changed by --set", "Thay đổi bằng --set"),
    "plan": Word("Staffed by the plan", "Nhân sự theo kế hoạch"),
}
"""Terms of the provenance."""
