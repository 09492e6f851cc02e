package dev.patchbay.eros;

import java.util.Map;

/**
 * What every eros route answers, always with HTTP 200: stock clients drop other statuses, and iOS may crash where
 * {@code data} is null.
 */
record ErosAnswer(int resCode, String msg, Object data) {
    private static final Map<String, Object> NOTHING = Map.of();

    static ErosAnswer parametersMissing() {
        return new ErosAnswer(400, "参数缺失", NOTHING);
    }

    static ErosAnswer nothingFound() {
        return new ErosAnswer(4001, "未查询到更新版本信息", NOTHING);
    }

    static ErosAnswer upToDate(int code) {
        return new ErosAnswer(code, "当前版本已是最新，不需要更新", NOTHING);
    }

    static ErosAnswer update(Object data) {
        return new ErosAnswer(0, "当前版本需要更新", data);
    }
}
